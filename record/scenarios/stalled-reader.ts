import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'
import { publishMany } from './publish-many.js'

// More events and bytes than queues and the buffers on the way usually hold.
const EVENTS = 128
const EVENT_BYTES = 128 << 10
const LIMIT_BYTES = 64 << 20
const STALL_MS = 1000

/**
 * SEC-13, RES-19: one client stops reading while megabytes are published, and another continues. Then the first reads again, and resumes if it was
 * disconnected.
 */
export const stalledReader = scenario(
  'stalled-reader',
  {
    says: 'Publish megabytes while one client stops reading and another goes on.',
    kind: 'heavy',
    needs: ['endless', 'publish'],
    window_ms: () => STALL_MS,
    timed: true,
    long: true,
  },
  async stage => {
    const { open, publish, wait, metrics, target } = stage
    const other = await open({ label: 'other', client: 'other', limit_bytes: LIMIT_BYTES })
    const slow = await open({ label: 'slow', client: 'slow', limit_bytes: LIMIT_BYTES })
    await Promise.all([other.head(), slow.head()])
    // How long one takes while every client reads.
    if (!(await delivers(stage, other, slow))) return
    const unhindered = await publish('unhindered', { bytes: EVENT_BYTES })
    await Promise.all([other.receives(unhindered), slow.receives(unhindered)])
    if (target.hooks.metrics !== undefined) await metrics('before')
    slow.pause()
    if (!(await publishMany(stage, other, EVENTS, EVENT_BYTES))) return
    await wait(STALL_MS)
    if (target.hooks.metrics !== undefined) await metrics('stalled')
    slow.read()
    const last = await publish('last')
    await Promise.all([other.receives(last), slow.receives(last)])
    if (!slow.gone || slow.lastEventId === '') return
    const again = await open({ label: 'slow, resumed', client: 'slow', limit_bytes: LIMIT_BYTES, lastEventId: slow.lastEventId })
    await again.receives(last)
  },
)
