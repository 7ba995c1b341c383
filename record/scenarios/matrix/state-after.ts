import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

/** SYN-08: a stream that requests the state after its timelines. */
export const stateAfter = scenario(
  'state-after',
  { says: 'Open a stream with use_state_after and change state.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member, room } = await home()
    note('own', room)
    const stream = await open({ label: 'after', client: 'after', query: { use_state_after: 'true' } })
    await stream.events(1)
    const pair = { stream, chain: member.chain('after', asStreams(target, { use_state_after: 'true' })) }
    await bothTell(await publish('both are there'), pair)
    await member.setState(room, 'm.room.topic', '', { topic: 'a topic' })
    await member.setState(room, 'org.ssespec.state', 'a key', { value: 1 })
    await bothTell(await publish('the end'), pair)
  },
)
