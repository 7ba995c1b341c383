import { scenario } from '../../scenario.js'

const MIB = 1 << 20
const MANY = 60

/** BRW-16: a 1 MiB event and many small ones on one stream. */
export const browserLongStream = scenario(
  'browser-long-stream',
  { says: 'Publish an event of 1 MiB and many small ones on one stream.', kind: 'browser', needs: ['endless', 'browsers', 'publish'] },
  ({ inBrowsers }) =>
    inBrowsers(async ({ visit, source, publish, target }) => {
      await visit()
      const native = await source('native')
      await native.opens()
      // An event on a homeserver has at most 64 KiB.
      if (target.homeserver === undefined) await native.receives(await publish('large', { bytes: MIB }), 2 * target.tolerance.wait_ms)
      for (let number = 1; number < MANY; number++) await publish(`small ${number}`)
      await native.receives(await publish('last'), 2 * target.tolerance.wait_ms)
    }),
)
