import { scenario } from '../../scenario.js'

const odd: Readonly<Record<string, string>> = {
  word: 'abc',
  zero: '0',
  negative: '-1',
  empty: '',
  'not-a-number': 'NaN',
  'with-unit': '5s',
  half: '0.5',
  'two-and-a-half': '2.5',
  'leading-zero': '01',
  plus: '+1',
  exponent: '1e1',
  'full-width': '\uff11',
  'over-31-bits': '2147483648',
  'over-31-bits-of-milliseconds': '2147484',
  'over-64-bits': '99999999999999999999',
  'over-a-double': '1e400',
}

// Long enough for half-second heartbeats, short enough for a quick run.
const WATCHED_MS = 1_700

/** HB-08, HB-09, HB-10: values of heartbeat_interval that are not whole seconds, or huge. */
export const oddIntervals = scenario(
  'odd-intervals',
  {
    says: 'Request odd values of heartbeat_interval.',
    kind: 'quiet',
    needs: ['homeserver'],
    window_ms: () => WATCHED_MS,
  },
  async ({ probe, wait }) => {
    await Promise.all(
      Object.entries(odd).map(async ([label, heartbeat_interval]) => {
        const stream = await probe(label, { query: { heartbeat_interval } })
        if ((await stream.head()) && stream.status === 200) await wait(WATCHED_MS)
      }),
    )
  },
)
