import { type Declaration, type Scenario, scenario } from '../../scenario.js'
import { asStreams } from './beside.js'

const BODY_BYTES = 60_000
// A homeserver may reduce a larger timeline limit.
const ROOM_MESSAGES = 90
const TOGETHER = 4
const SENTENCE = 'The quick brown fox jumps over the lazy dog, 0123456789. '
const SLOW_MS = 60_000

/** FRM-15: an initial sync of this many MiB is one event. */
const largeSync = (name: string, mib: number, declaration: Partial<Declaration>): Scenario =>
  scenario(
    name,
    { says: `An initial sync has ${mib} MiB.`, kind: 'heavy', needs: ['homeserver'], ...declaration },
    async ({ open, home, note, target, marker }) => {
      const { member, room } = await home()
      const body = SENTENCE.repeat(BODY_BYTES / SENTENCE.length)
      const messages = Math.ceil((mib << 20) / body.length)
      const rooms = [room]
      while (rooms.length * ROOM_MESSAGES < messages) rooms.push(await member.createRoom({ name: `room ${rooms.length + 1}` }))
      for (const [index, id] of rooms.entries()) note(`room-${index + 1}`, id)
      const lane = async (first: number) => {
        for (let index = first; index < messages; index += TOGETHER)
          await member.say(rooms[index % rooms.length] ?? room, `${index + 1} ${body}`)
      }
      await Promise.all(Array.from({ length: TOGETHER }, (_one, number) => lane(number)))
      await member.say(room, `the last ${marker}`)
      const stream = await open({ label: 'stream', client: 'client', limit_bytes: (mib + 4) << 21 })
      const chain = member.chain('client', asStreams(target))
      await Promise.all([stream.events(1, SLOW_MS), chain.holds(`the last ${marker}`, SLOW_MS)])
    },
  )

export const largeSyncs = [
  largeSync('sync-of-1-mib', 1, {}),
  largeSync('sync-of-8-mib', 8, { long: true }),
  largeSync('sync-of-32-mib', 32, { long: true, window_ms: () => 120_000 }),
]
