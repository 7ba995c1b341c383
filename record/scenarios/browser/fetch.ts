import { scenario } from '../../scenario.js'

/** BRW-07: a cross-origin page reads the stream with fetch, with its token and a Last-Event-ID. */
export const browserFetch = scenario(
  'browser-fetch',
  {
    says: 'Read the stream with fetch from a page of another origin, with a token and Last-Event-ID.',
    kind: 'browser',
    needs: ['endless', 'browsers', 'publish'],
  },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, relay, token, until }) => {
      const own = await token()
      const headers = { Accept: 'text/event-stream', ...(own === undefined ? {} : { Authorization: `Bearer ${own}` }) }
      for (const name of ['first', 'resumed', 'uncached']) relay.treat(name, { bare: own !== undefined })
      await visit('other')
      const first = await source('first', { kind: 'fetch', headers })
      if (!(await first.opens())) return
      await first.receives(await publish('one'))
      await first.close()
      const release = relay.hold()
      const resumed = await source('resumed', { kind: 'fetch', headers: { ...headers, 'Last-Event-ID': first.lastEventId || 'none' } })
      await until('it asks', () => relay.requests('resumed') > 0)
      const missed = await publish('missed')
      release()
      if (await resumed.settles()) await resumed.receives(missed)
      const uncached = await source('uncached', { kind: 'fetch', headers: { ...headers, 'Cache-Control': 'no-cache' } })
      await uncached.settles()
    }),
)
