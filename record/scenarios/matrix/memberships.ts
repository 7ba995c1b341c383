import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const KNOCKABLE = { initial_state: [{ type: 'm.room.join_rules', state_key: '', content: { join_rule: 'knock' } }] }
const ROOMS = { accepted: {}, rejected: {}, kicked: {}, banned: {}, denied: KNOCKABLE, admitted: KNOCKABLE } as const

/** SYN-12: a user's membership of six rooms changes, step by step. */
export const memberships = scenario(
  'memberships',
  { says: 'Invite, join, knock, leave, kick and ban a user.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member: me } = await home()
    const { member: friend } = await home('friend')
    const ids = new Map<keyof typeof ROOMS, string>()
    for (const [name, options] of Object.entries(ROOMS)) {
      const id = await friend.createRoom({ ...options, name })
      ids.set(name as keyof typeof ROOMS, id)
      note(name, id)
    }
    const room = (name: keyof typeof ROOMS): string => ids.get(name) ?? ''
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: me.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)

    await friend.invite(room('accepted'), me.user_id)
    await friend.invite(room('rejected'), me.user_id)
    await me.join(room('kicked'))
    await me.join(room('banned'))
    await me.knock(room('denied'))
    await me.knock(room('admitted'))
    await bothTell(await publish('invited, joined and knocked'), pair)

    await me.join(room('accepted'))
    await me.leave(room('rejected'))
    await friend.kick(room('kicked'), me.user_id)
    await friend.ban(room('banned'), me.user_id)
    await friend.kick(room('denied'), me.user_id)
    await friend.invite(room('admitted'), me.user_id)
    await bothTell(await publish('answered'), pair)

    await me.leave(room('accepted'))
    await me.join(room('admitted'))
    await bothTell(await publish('the end'), pair)
  },
)
