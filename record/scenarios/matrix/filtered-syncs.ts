import { scenario } from '../../scenario.js'
import { asStreams, bothTell, type Pair } from './beside.js'

const MESSAGES = { room: { timeline: { types: ['m.room.message'], limit: 100 } } }
const SPOKEN_BEFORE = 5

/** SYN-03, SYN-04: a user has one stream per filter, each next to a chain of /sync calls with the same filter. */
export const filteredSyncs = scenario(
  'filtered-syncs',
  {
    says: 'Open streams with filters, inline and by id, each compared with a chain of /sync calls.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, target }) => {
    const { member: me, room } = await home()
    const { member: friend, room: theirs } = await home('friend')
    const other = await me.createRoom({ name: 'other' })
    const gone = await me.createRoom({ name: 'gone' })
    for (const [name, id] of Object.entries({ own: room, theirs, other, gone })) note(name, id)
    await friend.join(room)
    await friend.join(other)
    for (let number = 1; number <= SPOKEN_BEFORE; number++) await me.say(room, `before ${number}`)
    await me.leave(gone)
    const filters: Readonly<Record<string, object>> = {
      types: MESSAGES,
      senders: { room: { timeline: { not_senders: [friend.user_id], limit: 100 } } },
      limit: { room: { timeline: { limit: 2 } } },
      rooms: { room: { not_rooms: [other], timeline: { limit: 100 } } },
      state: { room: { state: { types: ['m.room.name'] }, timeline: { limit: 3, not_types: ['m.room.topic'] } } },
      ephemeral: { room: { ephemeral: { not_types: ['m.receipt'] }, timeline: { limit: 100 } } },
      data: {
        account_data: { types: ['org.ssespec.kept'] },
        presence: { not_types: ['*'] },
        room: { account_data: { not_types: ['org.ssespec.dropped'] }, timeline: { limit: 100 } },
      },
      left: { room: { include_leave: true, timeline: { limit: 100 } } },
    }
    const id = await me.createFilter(MESSAGES)
    const texts = [
      ...Object.entries(filters).map(([name, filter]) => [name, JSON.stringify(filter)] as const),
      ...(id === '' ? [] : [['by-id', id] as const]),
    ]
    const begin = async ([name, filter]: readonly [string, string]): Promise<Pair> => {
      const stream = await open({ label: name, client: name, query: { filter } })
      await stream.events(1)
      return { stream, chain: me.chain(name, asStreams(target, { filter })) }
    }
    const pairs = await Promise.all(texts.map(begin))
    await bothTell(await publish('all are there'), ...pairs)
    await friend.say(room, 'a message of a friend')
    await friend.say(other, 'in another room')
    await me.setState(room, 'm.room.topic', '', { topic: 'a topic' })
    await friend.type(room, true)
    await friend.receipt(room, await me.say(room, 'to be read'))
    await me.setAccountData('org.ssespec.kept', { value: 1 })
    await me.setAccountData('org.ssespec.dropped', { value: 1 })
    await me.setAccountData('org.ssespec.dropped', { value: 1 }, room)
    await me.setAccountData('org.ssespec.kept', { value: 1 }, room)
    await friend.setPresence('unavailable', 'away')
    await bothTell(await publish('the end'), ...pairs)
  },
)
