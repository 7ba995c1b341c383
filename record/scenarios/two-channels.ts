import { scenario } from '../scenario.js'

/** SEC-08: two channels, each with its own events. */
export const twoChannels = scenario(
  'two-channels',
  { says: 'Publish different events on two channels.', kind: 'publishing', needs: ['endless', 'publish', 'channels'] },
  async ({ open, publish, marker }) => {
    const other = `${marker}-other`
    const first = await open()
    const second = await open({ label: 'other', client: 'other', channel: other })
    await Promise.all([first.head(), second.head()])
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      await publish(text)
      await publish(`other ${text}`, { channel: other })
    }
    await first.receives(await publish('six'))
    await second.receives(await publish('other six', { channel: other }))
  },
)
