import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const FILTER = JSON.stringify({ room: { timeline: { limit: 2 } } })
const STATES = 5

/** SYN-13: a user joins a room with state; the timeline limit leaves most of it to `state`. */
export const newlyJoined = scenario(
  'newly-joined',
  { says: 'Join a room that has state.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member: me, room } = await home()
    const { member: friend, room: theirs } = await home('friend')
    note('own', room)
    note('theirs', theirs)
    await friend.setState(theirs, 'm.room.topic', '', { topic: 'a topic' })
    for (let number = 1; number <= STATES; number++) await friend.setState(theirs, 'org.ssespec.state', `key ${number}`, { number })
    for (let number = 1; number <= STATES; number++) await friend.say(theirs, `message ${number}`)
    const stream = await open({ label: 'stream', client: 'client', query: { filter: FILTER } })
    await stream.events(1)
    const pair = { stream, chain: me.chain('client', asStreams(target, { filter: FILTER })) }
    await bothTell(await publish('both are there'), pair)
    await me.join(theirs)
    await bothTell(await publish('joined'), pair)
  },
)
