import { scenario } from '../../scenario.js'

const POLYFILLS = ['eventsource', 'event-source-polyfill', 'fetch-event-source'] as const

/** BRW-12: popular EventSource replacements, each next to the native one, on a cross-origin page that sends a token. */
export const browserPolyfills = scenario(
  'browser-polyfills',
  {
    says: 'Read the stream with popular polyfills and with the native EventSource, each with its token.',
    kind: 'browser',
    needs: ['endless', 'browsers', 'publish'],
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, relay, token }) => {
      const own = await token()
      const headers = own === undefined ? {} : { Authorization: `Bearer ${own}` }
      await visit('other')
      const sources = [await source('native')]
      for (const kind of POLYFILLS) {
        relay.treat(kind, { bare: own !== undefined })
        sources.push(await source(kind, { kind, headers }))
      }
      await Promise.all(sources.map(one => one.settles()))
      const publications = [await publish('one'), await publish('{m} two\nlines'), await publish('three')]
      for (const one of publications) await Promise.all(sources.map(async each => (await each.opens(1, 0)) && each.receives(one)))
    }),
)
