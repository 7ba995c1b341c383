import { scenario } from '../scenario.js'

const EVENTS = 16
const EVENT_BYTES = 1 << 20
const LIMIT_BYTES = 64 << 20
const STALL_MS = 1000

/** SEC-13, RES-19: one client stops reading while megabytes are published, another goes on; then the first reads again, or resumes. */
export const stalledReader = scenario(
  'stalled-reader',
  {
    says: 'A client stops reading while megabytes are published; another goes on.',
    kind: 'heavy',
    needs: ['endless', 'publish'],
    window_ms: () => STALL_MS,
    long: true,
  },
  async ({ open, publish, wait }) => {
    const other = await open({ label: 'other', client: 'other', limit_bytes: LIMIT_BYTES })
    const slow = await open({ label: 'slow', client: 'slow', limit_bytes: LIMIT_BYTES })
    await Promise.all([other.head(), slow.head()])
    slow.pause()
    let last = await publish('event 1', { bytes: EVENT_BYTES })
    for (let count = 2; count <= EVENTS && last.answer.ok; count++) {
      if (!(await other.receives(last))) break
      last = await publish(`event ${count}`, { bytes: EVENT_BYTES })
    }
    if (!last.answer.ok) return
    await other.receives(last, 1000)
    await wait(STALL_MS)
    slow.read()
    if (await slow.receives(last)) return
    slow.cut()
    const again = await open({
      label: 'slow, resumed',
      client: 'slow',
      limit_bytes: LIMIT_BYTES,
      ...(slow.lastEventId === '' ? {} : { lastEventId: slow.lastEventId }),
    })
    await again.receives(last)
  },
)
