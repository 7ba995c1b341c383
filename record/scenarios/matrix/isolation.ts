import type { Member } from '../../matrix/member.js'
import { scenario } from '../../scenario.js'

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
  { says: 'Two users who share no room leave canaries in everything that they have.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, marker }) => {
    const { member: me, room } = await home()
    const { member: stranger, room: theirs } = await home('stranger')
    const mine = await open({ label: 'user', client: 'user' })
    const other = await open({ as: stranger, label: 'stranger', client: 'stranger' })
    await Promise.all([mine.head(), other.head()])
    await Promise.all([leaveCanaries(me, room), leaveCanaries(stranger, theirs)])
    await stranger.createRoom({ name: stranger.channel, visibility: 'public' })
    await me.createRoom({ name: marker, visibility: 'public' })
    const [one, two] = [await publish('of the user'), await publish('of the stranger', { channel: stranger.channel })]
    await Promise.all([mine.receives(one), other.receives(two)])
    // What crosses may come late: each stream is looked at until the other has had something more.
    const [three, four] = [await publish('of the user, later'), await publish('of the stranger, later', { channel: stranger.channel })]
    await Promise.all([mine.receives(three), other.receives(four)])
  },
)
