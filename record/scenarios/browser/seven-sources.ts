import type { PageOrigin } from '../../browser/scene.js'
import { type Scenario, scenario } from '../../scenario.js'

const SEVEN = ['1', '2', '3', '4', '5', '6', '7']
// A seventh source that has not opened by then is waiting for another to close.
const PATIENCE_MS = 1_500

// Runs alone: seven connections of one page leave few of the browser's connections for others.
const sevenFrom = (name: string, says: string, origin: PageOrigin): Scenario =>
  scenario(name, { says, kind: 'disruptive', needs: ['endless', 'browsers', 'publish'] }, ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish }) => {
      await visit(origin)
      const sources = []
      for (const one of SEVEN) sources.push(await source(one))
      await Promise.all(sources.slice(0, 6).map(one => one.opens()))
      await sources[6]?.opens(1, PATIENCE_MS)
      const one = await publish('one')
      await Promise.all(sources.slice(0, 6).map(each => each.receives(one)))
    }),
  )

/** BRW-10, BRW-10c: a page opens seven sources over HTTP/1.1. */
export const browserSevenSources = sevenFrom('browser-seven-sources', 'A page opens seven sources over HTTP/1.1.', 'same')

/** BRW-10b: a page opens seven sources over HTTP/2. */
export const browserSevenOverHttp2 = sevenFrom('browser-seven-over-http2', 'A page opens seven sources over HTTP/2.', 'http2')
