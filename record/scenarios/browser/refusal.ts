import { scenario } from '../../scenario.js'
import { takesToken } from '../../target.js'

const RETURN_MS = 1_500

const elsewhere = (usual: string) => usual.replace(/(?=\?|$)/, '/ssespec-no-such-path')

/** BRW-04, BRW-04b: the server refuses the stream, to an EventSource and to a cross-origin page that reads the reason. */
export const browserRefusal = scenario(
  'browser-refusal',
  {
    says: 'Let the server refuse the stream to a page, without a token or at another path.',
    kind: 'browser',
    needs: ['endless', 'browsers'],
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, relay, target, wait }) => {
      const refused = takesToken(target) ? { bare: true } : { path: elsewhere }
      relay.treat('refused', refused)
      relay.treat('reading', refused)
      await visit('other')
      const reading = await source('reading', { kind: 'fetch' })
      await reading.settles()
      await visit()
      const native = await source('refused')
      await native.settles()
      // Time to reconnect, if it does.
      await wait(RETURN_MS)
    }),
)
