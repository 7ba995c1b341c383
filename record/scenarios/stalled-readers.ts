import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'
import { publishMany } from './publish-many.js'

const READERS = 8
const EVENT_BYTES = 128 << 10
// Traffic before the readers stall, so that memory that a server allocates anyway, such as its replay buffer, is not counted.
const BEFORE = 64
// 32 MiB, which a server with a queue per reader keeps eight times.
const STALLED = 256
const LIMIT_BYTES = 64 << 20
const STALL_MS = 500

/** SEC-21: eight clients stop reading while megabytes are published, and another continues. The server's memory is read before and after. */
export const stalledReaders = scenario(
  'stalled-readers',
  {
    says: 'Publish megabytes while eight clients stop reading, and read the server’s memory.',
    kind: 'heavy',
    needs: ['endless', 'publish', 'metrics'],
    window_ms: () => STALL_MS,
    long: true,
  },
  async stage => {
    const { open, wait, metrics } = stage
    const other = await open({ label: 'other', client: 'other', limit_bytes: LIMIT_BYTES })
    await other.head()
    if (!(await delivers(stage, other)) || !(await publishMany(stage, other, BEFORE, EVENT_BYTES))) return
    const labels = Array.from({ length: READERS }, (_, place) => `slow ${place + 1}`)
    const slow = await Promise.all(labels.map(label => open({ label, client: label, limit_bytes: LIMIT_BYTES })))
    await Promise.all(slow.map(stream => stream.head()))
    if (!(await delivers(stage, other, ...slow))) return
    await metrics('before')
    for (const stream of slow) stream.pause()
    if (!(await publishMany(stage, other, STALLED, EVENT_BYTES))) return
    await wait(STALL_MS)
    await metrics('stalled')
    for (const stream of slow) stream.cut()
  },
)
