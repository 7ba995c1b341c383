import { playRedirect } from '../../browser/played.js'
import { scenario } from '../../scenario.js'

/** BRW-09: the page is redirected to the stream, from its own origin and from another. */
export const browserRedirect = scenario(
  'browser-redirect',
  { says: 'Redirect a page to the stream, from its own origin and from another.', kind: 'browser', needs: ['endless', 'browsers'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, relay }) => {
      relay.play('moved', [playRedirect(301, relay.streamUrl('moved'))])
      await visit()
      const moved = await source('moved')
      await moved.opens()
      relay.play('elsewhere', [playRedirect(307, relay.elsewhere(relay.streamUrl('elsewhere')))])
      await visit('other')
      const elsewhere = await source('elsewhere')
      await elsewhere.settles()
    }),
)
