import { scenario } from '../../scenario.js'

/**
 * BRW-01b, BRW-03, BRW-04e, BRW-05: the stream ends twice. The page's EventSource reconnects by itself, once with nothing new and once with missed
 * events.
 */
export const browserReconnect = scenario(
  'browser-reconnect',
  {
    says: 'End the stream twice and let the page reconnect, once with nothing new and once with missed events.',
    kind: 'browser',
    needs: ['endless', 'browsers', 'publish'],
    window_ms: target => 4 * target.tolerance.wait_ms,
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, relay, target }) => {
      // A client may wait a few seconds before it reconnects.
      const reconnect_ms = 2 * target.tolerance.wait_ms
      await visit()
      const native = await source('native')
      await native.opens()
      await native.receives(await publish('one'))
      await native.receives(await publish('two'))
      relay.end('native')
      await native.opens(2, reconnect_ms)
      const release = relay.hold()
      relay.end('native')
      const missed = await publish('missed')
      release()
      await native.opens(3, reconnect_ms)
      await native.receives(missed)
      await native.receives(await publish('after'))
    }),
)
