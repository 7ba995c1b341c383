import type { EngineName } from '../../../schemas/index.js'
import { type Scenario, scenario } from '../../scenario.js'

const inEngine = (engine: EngineName, title: string): Scenario =>
  scenario(
    `browser-${engine}`,
    { says: `A page opens the stream in ${title}, and events are published.`, kind: 'browser', needs: ['endless', engine, 'publish'] },
    ({ inBrowsers }) =>
      inBrowsers(async ({ visit, source, publish }) => {
        await visit()
        const native = await source('native')
        await native.opens()
        await native.receives(await publish('one'))
        const lines = await publish('{m} the first line\nthe second, with é and 😀\n  and a third')
        await native.receives(lines)
        await native.receives(await publish('last'))
      }, engine),
  )

/** BRW-13: published events are dispatched, in each engine. */
export const browserChromium = inEngine('chromium', 'Chromium')
export const browserFirefox = inEngine('firefox', 'Firefox')
export const browserWebkit = inEngine('webkit', 'WebKit')
