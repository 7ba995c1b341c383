import { scenario } from '../../scenario.js'

/** BRW-01, BRW-02: a page opens the stream with EventSource, and nothing is published. */
export const browserOpen = scenario(
  'browser-open',
  { says: 'Open the stream in a page with EventSource.', kind: 'browser', needs: ['endless', 'browsers'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source }) => {
      await visit()
      const native = await source('native')
      await native.opens()
    }),
)
