import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const HIDDEN = 'org.ssespec.hidden'
const FILTER = JSON.stringify({ presence: { not_types: ['*'] }, room: { timeline: { not_types: [HIDDEN], limit: 100 } } })
const EVENTS = 6
const PAUSE_MS = 250

/** SYN-16: events happen that the stream's filter hides. */
export const filteredOut = scenario(
  'filtered-out',
  { says: "Send events that the stream's filter hides.", kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, wait, target }) => {
    const { member, room } = await home()
    note('own', room)
    const stream = await open({ label: 'stream', client: 'client', query: { filter: FILTER } })
    await stream.events(1)
    const pair = { stream, chain: member.chain('client', asStreams(target, { filter: FILTER })) }
    await bothTell(await publish('both are there'), pair)
    for (let number = 1; number <= EVENTS; number++) {
      await member.send(room, HIDDEN, { number })
      await wait(PAUSE_MS)
    }
    await bothTell(await publish('the end'), pair)
  },
)
