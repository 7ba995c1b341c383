import { scenario } from '../scenario.js'

/** HTTP-21, LIF-03: the server is shut down while a stream is open. */
export const shutdown = scenario(
  'shutdown',
  { says: 'Shut the server down while a stream is open.', kind: 'disruptive', needs: ['endless', 'stop'] },
  async ({ open, publish, hook, target }) => {
    const stream = await open()
    await stream.head()
    if (target.hooks.publish !== undefined || target.homeserver !== undefined) await stream.receives(await publish('before'))
    await hook('stop')
    await stream.ended()
    if (target.hooks.restart !== undefined) await hook('restart')
  },
)
