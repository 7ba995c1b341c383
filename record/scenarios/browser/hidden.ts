import { scenario } from '../../scenario.js'

const HIDDEN_MS = 500

/** BRW-15: events are published while the page is hidden, and after it is visible again. */
export const browserHidden = scenario(
  'browser-hidden',
  {
    says: 'Publish events while the page is hidden, and after it is shown again.',
    kind: 'browser',
    needs: ['endless', 'browsers', 'publish'],
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, hide, show, wait }) => {
      await visit()
      const native = await source('native')
      await native.opens()
      await hide()
      await wait(HIDDEN_MS)
      await native.receives(await publish('hidden'))
      await show()
      await native.receives(await publish('shown'))
    }),
)
