import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'

// What anyone may read is returned on request, and is in nobody else's /sync.
const READABLE = [{ type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'world_readable' } }]

/** All private data of a user, each with the name of the channel in it. */
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

/** SEC-08: two users who share nothing, each with a stream, and markers in all of their data. */
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
    // Cross-talk may arrive late, so each stream is watched until the other has received another event.
    const [three, four] = [await publish('of the user, later'), await publish('of the stranger, later', { channel: stranger.channel })]
    await Promise.all([mine.receives(three), other.receives(four)])
  },
)
