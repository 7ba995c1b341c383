import { scenario } from '../../scenario.js'
import { fillGaps } from './gaps.js'

const FILTER = JSON.stringify({ room: { timeline: { limit: 5 } } })
const EVENTS = 130
const EVENT_BYTES = 57_000
const LIMIT_BYTES = 64 << 20
const STALL_MS = 500

/** RES-19b: a client stops reading while megabytes are published. It then reads on, or resumes if it was disconnected, and fills the gaps. */
export const slowReader = scenario(
  'slow-reader',
  {
    says: 'Publish megabytes while a client stops reading; let it read on or resume, and fill the gaps.',
    kind: 'heavy',
    needs: ['homeserver'],
    window_ms: () => STALL_MS,
    long: true,
  },
  async ({ open, home, publish, note, wait }) => {
    const { member, room } = await home()
    note('filled', room)
    const query = { filter: FILTER }
    const slow = await open({ label: 'slow', query, limit_bytes: LIMIT_BYTES })
    await slow.receives(await publish('before'))
    slow.pause()
    let last = await publish('event 1', { bytes: EVENT_BYTES })
    for (let count = 2; count <= EVENTS && last.answer.ok; count++) last = await publish(`event ${count}`, { bytes: EVENT_BYTES })
    await wait(STALL_MS)
    slow.read()
    if (await slow.receives(last)) return fillGaps(member, room, [slow])
    slow.cut()
    const { lastEventId } = slow
    if (lastEventId === '') return
    const again = await open({ label: 'resumed', query, limit_bytes: LIMIT_BYTES, lastEventId })
    await again.receives(last)
    await fillGaps(member, room, [slow, again])
  },
)
