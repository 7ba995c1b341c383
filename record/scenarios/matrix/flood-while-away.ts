import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'
import { fillGaps } from './gaps.js'

const FILTER = JSON.stringify({ room: { timeline: { limit: 5 } } })
const FLOOD = 24

/** RES-16: while a client is away, more happens than a timeline may hold. */
export const floodWhileAway = scenario(
  'flood-while-away',
  { says: 'Publish more while a client is disconnected than its timeline may hold.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member, room } = await home()
    note('filled', room)
    const first = await open({ label: 'first', query: { filter: FILTER } })
    await first.receives(await publish('before'))
    const { lastEventId } = first
    first.cut()
    for (let number = 1; number <= FLOOD; number++) await publish(`away ${number}`)
    if (lastEventId === '') return
    const stream = await open({ label: 'resumed', lastEventId, query: { filter: FILTER } })
    const chain = member.chain('beside', asStreams(target, { filter: FILTER }), lastEventId)
    await Promise.all([stream.events(1), chain.holds(`away ${FLOOD}`)])
    await bothTell(await publish('back'), { stream, chain })
    await fillGaps(member, room, [first, stream])
  },
)
