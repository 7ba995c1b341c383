import { scenario } from '../../scenario.js'
import { asStreams, bothHold, bothTell } from './beside.js'

/** SYN-06: a caught-up client requests the full state. */
export const fullState = scenario(
  'full-state',
  { says: 'Resume a client that is up to date with full_state.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member, room } = await home()
    note('own', room)
    const before = await open({ client: 'before' })
    await before.receives(await publish('before'))
    const { lastEventId } = before
    before.done()
    if (lastEventId === '') return
    const stream = await open({ label: 'full', client: 'full', lastEventId, query: { full_state: 'true' } })
    const pair = { stream, chain: member.chain('full', asStreams(target, { full_state: 'true' }), lastEventId) }
    // Nothing is published until the state arrives, because it must be sent without being triggered by an event.
    await bothHold(pair, 'm.room.create')
    await bothTell(await publish('after'), pair)
    await bothTell(await publish('after that'), pair)
  },
)
