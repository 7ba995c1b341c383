import { defined } from '../../../schemas/index.js'
import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

/** Up to the limit of the default filter; more would be a gap. */
const MESSAGES = { eleven: 11, hundred: 100 } as const

/** SYN-18d: timelines of 11 and of 100 messages, in an initial sync and for a client that was away. */
export const longTimelines = scenario(
  'long-timelines',
  {
    says: 'Fill two timelines with 11 and 100 messages, for a new client and for one that was disconnected.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, target }) => {
    const { member: me } = await home()
    const rooms = await Promise.all(
      Object.entries(MESSAGES).map(async ([name, messages]) => ({ id: await me.createRoom({ name }), name, messages })),
    )
    for (const { id, name } of rooms) note(name, id)
    const first = await open({ label: 'first', client: 'first' })
    await first.receives(await publish('begin'))
    const { lastEventId } = first
    first.cut()
    const speak = async ({ id, messages }: (typeof rooms)[number]) => {
      for (let number = 1; number <= messages; number++) await me.say(id, `message ${number}`)
    }
    await Promise.all(rooms.map(speak))
    const follow = async (client: string, since?: string) => ({
      stream: await open({ label: client, client, ...defined({ lastEventId: since }) }),
      chain: me.chain(client, asStreams(target), since),
    })
    const pairs = [await follow('new'), ...(lastEventId === '' ? [] : [await follow('away', lastEventId)])]
    await bothTell(await publish('the end'), ...pairs)
  },
)
