import { scenario } from '../../scenario.js'
import { usualFilter } from './filters.js'

const unknown: Readonly<Record<string, string>> = {
  word: 'ssespec-unknown-0',
  number: '99999999999999999999999999',
  negative: '-1',
  json: '{"$gt":""}',
  path: '../../../../etc/passwd',
  quote: "' OR 1=1 --",
}

/** RES-07c: tokens that the server never issued, as Last-Event-ID and as `since` of /sync. */
export const unknownTokens = scenario(
  'unknown-tokens',
  { says: 'Send tokens that the server never issued to the stream and to /sync.', kind: 'quiet', needs: ['homeserver'] },
  async ({ probe, home }) => {
    const { member: me } = await home()
    await Promise.all(
      Object.entries(unknown).map(async ([label, since]) => {
        await me.call('GET', `/sync?${new URLSearchParams({ timeout: '0', filter: usualFilter, since })}`, undefined, label)
        const stream = await probe(label, { lastEventId: since })
        if ((await stream.head()) && stream.status === 200) await stream.events(1)
      }),
    )
  },
)
