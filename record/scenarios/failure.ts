import { scenario } from '../scenario.js'

/** LIF-08: the server hits an internal error while it serves a stream. */
export const failure = scenario(
  'failure',
  { says: 'Cause an internal error while a stream is open.', kind: 'disruptive', needs: ['endless', 'fail'] },
  async ({ open, publish, hook, target }) => {
    const stream = await open()
    await stream.head()
    if (target.hooks.publish !== undefined || target.homeserver !== undefined) await stream.receives(await publish('before'))
    await hook('fail')
    await stream.ended(1500)
  },
)
