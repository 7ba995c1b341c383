import { ENGINES } from '../../browser/engine.js'
import { scenario } from '../../scenario.js'

const SETTLE_MS = 1_000
const STEP_MS = 100

/**
 * BRW-11: the page closes its source, and a page with an open source is left. One browser after the other, because the server's streams are counted.
 */
export const browserClose = scenario(
  'browser-close',
  {
    says: "Close a page's source, leave a page that has one, and count the server's streams.",
    kind: 'disruptive',
    needs: ['endless', 'browsers', 'metrics'],
    window_ms: () => 4 * ENGINES.length * SETTLE_MS,
  },
  async ({ inBrowsers }) => {
    for (const engine of ENGINES) {
      await inBrowsers(async ({ visit, source, leave, metrics, wait }) => {
        const before = await metrics('before')
        const settles = async (moment: string) => {
          const until = performance.now() + SETTLE_MS
          let open: number | undefined
          do {
            await wait(STEP_MS)
            open = await metrics(moment)
          } while (performance.now() < until && (open === undefined || open !== before))
        }
        await visit()
        const closed = await source('closed')
        await closed.opens()
        await metrics('open')
        await closed.close()
        await settles('closed')
        const left = await source('left')
        await left.opens()
        await metrics('open again')
        await leave()
        await settles('left')
      }, engine)
    }
  },
)
