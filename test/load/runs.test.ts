import { strict as assert } from 'node:assert'
import { machine, measureLoad, readWorkload, type SettledWorkload, startServedSubject } from '../../load/index.js'
import { documentFaults, type Load } from '../../schemas/index.js'
import { needs } from '../examples/needs.js'
import { k6IsMissing } from './generators.js'

const SMALL = { connections: 40, ramp_s: 0.5, warm_up_s: 0.5, duration_s: 4, rate_per_s: 10, fanout: 20 } as const

const small = (changes: Partial<SettledWorkload>): SettledWorkload => ({ ...readWorkload('chat'), ...SMALL, ...changes })

describe('a workload, put on the embedded reference', () => {
  let load: Load

  before(async function () {
    const missing = await k6IsMissing()
    needs(this, missing === undefined, `k6 (${missing})`)
    const workload = small({ transports: ['sse', 'longpoll'], cross_check: true })
    load = await measureLoad({ workload, subject: () => startServedSubject(workload) })
  })

  it('gives a valid document, and accounts for every delivery, by each transport and generator', () => {
    assert.deepEqual(documentFaults('load', load), [])
    assert.deepEqual(
      load.transports.map(({ name, generator_name }) => `${name} ${generator_name}`),
      ['sse k6', 'longpoll k6', 'longpoll autocannon'],
    )
    for (const { name, measured } of load.transports) {
      const { expected, received, lost, repeated } = measured.deliveries
      assert.deepEqual([expected, received, lost, repeated], [10 * 4 * 20, 10 * 4 * 20, 0, 0], name)
      assert.equal(measured.delivery_ms.count, expected, name)
      assert.ok(measured.bytes.received > 300 * (received ?? 0), name)
    }
  })

  it('counts the bytes that the kernel counts, and the requests that autocannon counts', () => {
    const kernel = load.agreements?.filter(({ between }) => between === 'k6 and the kernel') ?? []
    if (process.platform === 'linux') assert.equal(kernel.length, 2)
    for (const one of kernel) assert.ok(one.agree, JSON.stringify(one))
    const requests = load.agreements?.find(({ between, of }) => between === 'k6 and autocannon' && of.startsWith('requests'))
    assert.ok(requests !== undefined && Math.abs(requests.ratio - 1) < 0.1, JSON.stringify(requests))
  })

  it('an event stream takes no further request, a long poll one for each delivery', () => {
    const [sse, longpoll] = load.transports
    assert.equal(sse?.measured.requests, 40)
    // The first has no token; the last is held when the run ends.
    assert.equal(longpoll?.measured.requests, 40 + 800 + 40)
  })

  it('tells of the machine and of the server', () => {
    assert.equal(load.machine.cores, machine().cores)
    assert.match(load.machine.k6 ?? '', /^k6/)
    for (const { measured } of load.transports) assert.ok((measured.server?.rss_bytes ?? 0) > 10e6)
  })
})
