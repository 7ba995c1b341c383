import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const ROOMS = ['first', 'second', 'third', 'fourth']

/** SYN-18c, RES-16d: messages are sent to several rooms at once, while the stream is open and while its client is away. */
export const severalRooms = scenario(
  'several-rooms',
  {
    says: 'Send messages to four rooms at once, while the client is connected and while it is not.',
    kind: 'publishing',
    needs: ['homeserver'],
  },
  async ({ open, home, publish, note, marker, target }) => {
    const { member: me } = await home()
    const rooms = await Promise.all(ROOMS.map(name => me.createRoom({ name })))
    for (const [index, room] of rooms.entries()) note(ROOMS[index] ?? '', room)
    const everywhere = (text: string) => Promise.all(rooms.map((room, index) => me.say(room, `${marker} ${text} ${ROOMS[index]}`)))
    const beside = (client: string, since?: string) => me.chain(client, asStreams(target), since)

    const stream = await open({ label: 'stream', client: 'live' })
    await stream.events(1)
    const live = { stream, chain: beside('live') }
    await bothTell(await publish('both are there'), live)
    for (const round of [1, 2, 3]) await everywhere(`round ${round}`)
    await bothTell(await publish('before the cut'), live)
    const { lastEventId } = stream
    stream.cut()
    await live.chain.stop()
    if (lastEventId === '') return

    await everywhere('while away')
    const resumed = await open({ label: 'resumed', client: 'resumed', lastEventId })
    await bothTell(await publish('the end'), { stream: resumed, chain: beside('resumed', lastEventId) })
  },
)
