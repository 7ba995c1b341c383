import { scenario } from '../../scenario.js'

/** BRW-05b: named events reach their listeners. */
export const browserNamedEvents = scenario(
  'browser-named-events',
  { says: 'Publish events with names to a page.', kind: 'browser', needs: ['endless', 'browsers', 'publish', 'event'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish }) => {
      await visit()
      const native = await source('native', { types: ['chatMessage', 'chatmessage', 'müsli'] })
      await native.opens()
      await native.receives(await publish('named', { event: 'chatMessage' }))
      await native.receives(await publish('beyond ASCII', { event: 'müsli' }))
      await native.receives(await publish('unnamed'))
    }),
)
