import { scenario } from '../../scenario.js'

/** Ends the event that contains it, and writes a forged one, with either line ending. */
const forging = (name: string, marker: string): string =>
  ['\n', '\r'].reduce((text, end) => `${text}${end}${end}id: forged-${name}${end}data: forged-${name}${end}${end}`, marker)

/** SEC-11: names, topics and state keys that contain a forged event. */
export const hostileNames = scenario(
  'hostile-names',
  { says: 'Set names, topics and state keys that spell out events.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, marker }) => {
    const { member: me, room } = await home()
    const stream = await open()
    await stream.receives(await publish('begin'))
    const state = `/rooms/${encodeURIComponent(room)}/state`
    await me.call('PUT', `${state}/m.room.name/`, { name: forging('name', marker) }, 'name')
    await me.call('PUT', `${state}/m.room.topic/`, { topic: forging('topic', marker) }, 'topic')
    const key = encodeURIComponent(forging('state-key', marker))
    await me.call('PUT', `${state}/org.ssespec.state/${key}`, { value: 1 }, 'state-key')
    const displayname = forging('display-name', marker)
    await me.call('PUT', `/profile/${encodeURIComponent(me.user_id)}/displayname`, { displayname }, 'display-name')
    await stream.receives(await publish('end'))
  },
)
