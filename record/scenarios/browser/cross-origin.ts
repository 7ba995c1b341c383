import { scenario } from '../../scenario.js'

/** BRW-06: a cross-origin page opens the stream, and reconnects. */
export const browserCrossOrigin = scenario(
  'browser-cross-origin',
  { says: 'Open the stream from a page of another origin, and reconnect.', kind: 'browser', needs: ['endless', 'browsers', 'publish'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, relay, target }) => {
      await visit('other')
      const native = await source('native')
      // Firefox fires `open` only once there is content.
      await native.settles()
      if (native.gaveUp) return
      await native.receives(await publish('one'))
      const release = relay.hold()
      relay.end('native')
      const missed = await publish('missed')
      release()
      await native.opens(2, 2 * target.tolerance.wait_ms)
      await native.receives(missed)
    }),
)
