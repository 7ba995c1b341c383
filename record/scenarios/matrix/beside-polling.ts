import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

const PUBLICATIONS = 9
const PAUSE_MS = 230

/** SYN-17: the same publications on a stream and on a long poll, one at a time. */
export const besidePolling = scenario(
  'beside-polling',
  { says: 'Publish events one at a time to a stream and to a long poll.', kind: 'publishing', timed: true, needs: ['homeserver'] },
  async ({ open, home, publish, wait, target }) => {
    const { member } = await home()
    const stream = await open({ label: 'stream', client: 'client' })
    await stream.events(1)
    const pair = { stream, chain: member.chain('client', asStreams(target)) }
    for (let number = 1; number <= PUBLICATIONS; number++) {
      await bothTell(await publish(`event ${number}`), pair)
      // Time for the chain to poll again; not a fraction of a server's own period.
      await wait(PAUSE_MS + 17 * number)
    }
  },
)
