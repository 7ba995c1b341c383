import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'

// What anyone may read is told to whoever asks for it, and stands in nobody else's /sync.
const READABLE = [{ type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'world_readable' } }]

/** Everything that a user has to itself, with the name of its channel in it. */
const leaveCanaries = async (member: Member, room: string): Promise<void> => {
  const { channel, user_id } = member
  await member.setState(room, 'm.room.topic', '', { topic: channel })
  await member.setState(room, 'org.ssespec.canary', channel, { channel })
  await member.receipt(room, await member.say(room, channel))
  await member.type(room, true)
  await member.setAccountData('org.ssespec.canary', { channel })
  await member.setAccountData('org.ssespec.canary', { channel }, room)
  await member.sendToDevice('org.ssespec.canary', { [user_id]: { '*': { channel } } })
  await member.setDisplayName(channel)
  await member.setPresence('unavailable', channel)
}

/** SEC-08: two users who share nothing, each with a stream, and canaries in everything that they have. */
export const isolation = scenario(
  'isolation',
  { says: 'Let two users who share no room leave canaries in all their data.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish }) => {
    const { member: me, room } = await home()
    const { member: stranger, room: theirs } = await home('stranger')
    const mine = await open({ label: 'user', client: 'user' })
    const other = await open({ as: stranger, label: 'stranger', client: 'stranger' })
    await Promise.all([mine.head(), other.head()])
    await Promise.all([leaveCanaries(me, room), leaveCanaries(stranger, theirs)])
    for (const member of [me, stranger]) await member.createRoom({ name: member.channel, visibility: 'public', initial_state: READABLE })
    const [one, two] = [await publish('of the user'), await publish('of the stranger', { channel: stranger.channel })]
    await Promise.all([mine.receives(one), other.receives(two)])
    // What crosses may come late: each stream is looked at until the other has had something more.
    const [three, four] = [await publish('of the user, later'), await publish('of the stranger, later', { channel: stranger.channel })]
    await Promise.all([mine.receives(three), other.receives(four)])
  },
)
