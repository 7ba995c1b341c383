import { scenario } from '../../scenario.js'
import { interval_ms } from '../../windows.js'

/** BRW-18: a page holds the stream open for two heartbeats, and nothing is published. */
export const browserHeartbeats = scenario(
  'browser-heartbeats',
  {
    says: 'Keep the stream open in a page for two heartbeats and publish nothing.',
    kind: 'browser',
    needs: ['endless', 'browsers', 'heartbeats'],
    window_ms: target => 2.5 * interval_ms(target),
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, wait, target }) => {
      await visit()
      const native = await source('native')
      await native.opens()
      await wait(2.5 * interval_ms(target))
    }),
)
