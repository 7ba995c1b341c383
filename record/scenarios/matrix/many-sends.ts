import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const TOGETHER = 4
const ROUND = 40
const MOST_MS = 12_000
// Fewer events say little, so a slow homeserver gets more time.
const LEAST = { sends: 3 * ROUND, times: 5 }

/** SYN-18: many messages, several at a time. Each round is awaited, so that no timeline exceeds its limit. */
export const manySends = scenario(
  'many-sends',
  { says: 'Send a thousand messages, several at a time.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member, room } = await home()
    note('own', room)
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: member.chain('client', asStreams(target)) }
    await bothTell(await publish('both are there'), pair)
    const began = performance.now()
    const isOver = (sent: number) => performance.now() - began > (sent >= LEAST.sends ? MOST_MS : LEAST.times * MOST_MS)
    for (let sent = 0; sent < (target.quick ? 160 : 1000) && !isOver(sent); sent += ROUND) {
      const lane = async (number: number) => {
        for (let index = number; index < ROUND; index += TOGETHER) await member.say(room, `message ${sent + index + 1}`)
      }
      await Promise.all(Array.from({ length: TOGETHER }, (_one, number) => lane(number)))
      await bothTell(await publish(`after ${sent + ROUND}`), pair)
    }
  },
)
