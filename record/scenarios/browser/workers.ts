import { scenario } from '../../scenario.js'

/** BRW-14: a dedicated worker and a shared worker open the stream. */
export const browserWorkers = scenario(
  'browser-workers',
  { says: 'Open the stream in a dedicated worker and in a shared one.', kind: 'browser', needs: ['endless', 'browsers', 'publish'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish }) => {
      await visit()
      const dedicated = await source('dedicated', { kind: 'worker' })
      const shared = await source('shared', { kind: 'shared-worker' })
      await Promise.all([dedicated.opens(), shared.opens()])
      const one = await publish('one')
      await Promise.all([dedicated.receives(one), shared.receives(one)])
      await Promise.all([dedicated.close(), shared.close()])
    }),
)
