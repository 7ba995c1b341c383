import { scenario } from '../scenario.js'

/** RES-12: three clients receive the same channel. */
export const concurrentStreams = scenario(
  'concurrent-streams',
  { says: 'Open three streams on the same channel.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const streams = await Promise.all(['first', 'second', 'third'].map(client => open({ client, label: client })))
    await Promise.all(streams.map(stream => stream.head()))
    for (const text of ['one', 'two', 'three', 'four', 'five']) await publish(text)
    const last = await publish('six')
    await Promise.all(streams.map(stream => stream.receives(last, 2500)))
  },
)
