import { scenario } from '../scenario.js'

const odd: Readonly<Record<string, string | Buffer>> = {
  empty: '',
  unknown: 'ssespec-unknown-0',
  number: '99999999999999999999999999',
  negative: '-1',
  long: 'x'.repeat(4000),
  'not-utf-8': Buffer.from([0x61, 0xff, 0xfe, 0x80]),
  json: '{"$gt":""}',
  path: '../../../../etc/passwd',
  quote: '\u0027 OR 1=1 --',
}

/** RES-06, RES-07: values of Last-Event-ID that the server never sent. */
export const oddLastEventIds = scenario(
  'odd-last-event-ids',
  { says: 'Send values of Last-Event-ID that the server never sent.', kind: 'quiet', needs: ['endless'] },
  async ({ probe }) => {
    const usual = probe('usual').then(stream => stream.head())
    await Promise.all([
      usual,
      ...Object.entries(odd).map(async ([label, lastEventId]) => {
        const stream = await probe(label, { lastEventId })
        await stream.head()
      }),
    ])
  },
)
