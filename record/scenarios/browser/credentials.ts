import { scenario } from '../../scenario.js'

/** BRW-08: a cross-origin page opens the stream with its credentials. */
export const browserCredentials = scenario(
  'browser-credentials',
  { says: 'Open the stream with credentials from a page of another origin.', kind: 'browser', needs: ['endless', 'browsers'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source }) => {
      await visit('other')
      const native = await source('with-credentials', { withCredentials: true })
      await native.settles()
    }),
)
