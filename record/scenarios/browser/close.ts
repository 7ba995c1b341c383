import { ENGINES } from '../../browser/engine.js'
import { scenario } from '../../scenario.js'

const SETTLE_MS = 1_000

/** BRW-11: the page closes its source, and a page that has one is left. One browser after the other, as the server's streams are counted. */
export const browserClose = scenario(
  'browser-close',
  {
    says: 'A page closes its source, and a page that has one is left; the server counts its streams.',
    kind: 'disruptive',
    needs: ['endless', 'browsers', 'metrics'],
    window_ms: () => 4 * ENGINES.length * SETTLE_MS,
  },
  async ({ inBrowsers }) => {
    for (const engine of ENGINES) {
      await inBrowsers(async ({ visit, source, leave, metrics, wait }) => {
        await metrics('before')
        await visit()
        const closed = await source('closed')
        await closed.opens()
        await metrics('open')
        await closed.close()
        await wait(SETTLE_MS)
        await metrics('closed')
        const left = await source('left')
        await left.opens()
        await metrics('open again')
        await leave()
        await wait(SETTLE_MS)
        await metrics('left')
      }, engine)
    }
  },
)
