import { scenario } from '../../scenario.js'

/** BRW-03d: the connection is reset inside an event. */
export const browserCut = scenario(
  'browser-cut',
  { says: 'Reset the connection of a page inside an event.', kind: 'browser', needs: ['endless', 'browsers', 'publish'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, relay, target, marker }) => {
      await visit()
      relay.treat('native', { identity: true })
      const native = await source('native')
      await native.opens()
      await native.receives(await publish('one'))
      relay.cutInside('native', `${marker}-2.`)
      const cut = await publish('cut {m} in its middle')
      await native.opens(2, 2 * target.tolerance.wait_ms)
      await native.receives(cut)
      await native.receives(await publish('after'))
    }),
)
