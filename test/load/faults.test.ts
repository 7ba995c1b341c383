import { strict as assert } from 'node:assert'
import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { measureLoad, readWorkload, type SettledWorkload, startServedSubject } from '../../load/index.js'
import type { Distribution, Load } from '../../schemas/index.js'
import { needs } from '../examples/needs.js'
import { k6IsMissing } from './generators.js'

const FAULTS = [
  'one-event-in-ten-thousand-lost',
  'one-event-in-ten-thousand-repeated',
  'one-pair-in-ten-thousand-swapped',
  'one-event-in-a-hundred-late-by-300-ms',
] as const
type FaultName = (typeof FAULTS)[number]

// Two in ten thousand of 20,000.
const workload: SettledWorkload = {
  ...readWorkload('firehose'),
  connections: 50,
  ramp_s: 0.5,
  warm_up_s: 0.5,
  duration_s: 8,
  rate_per_s: 50,
  fanout: 50,
  payload_bytes: 100,
  transports: ['sse'],
}

interface Measured {
  readonly load: Load
  /** How many deliveries the server itself says that it spoilt. */
  readonly spoilt: number
}

const measure = async (fault: FaultName): Promise<Measured> => {
  let spoilt = 0
  const load = await measureLoad({
    workload,
    subject: async () => {
      const subject = await startServedSubject(workload, { fault })
      return {
        ...subject,
        stop: async () => {
          const page = await (await fetch(`${subject.told.url}/metrics`)).text()
          spoilt = Number(/^ssespec_reference_fault_total\{[^}]*\} (\d+)$/m.exec(page)?.[1] ?? 0)
          await subject.stop()
        },
      }
    },
  })
  return { load, spoilt }
}

/** How many values are at least so many ms. */
const countFrom = ({ hdr, count }: Distribution, ms: number): number => {
  const histogram = decodeFromCompressedBase64(hdr)
  let [below, most] = [0, count]
  while (below < most) {
    const middle = Math.floor((below + most) / 2)
    if (histogram.getValueAtPercentile((100 * (middle + 1)) / count) < 1000 * ms) below = middle + 1
    else most = middle
  }
  return count - below
}

describe('a server that fails one delivery in so many', () => {
  let measured: Record<FaultName, Measured>

  before(async function () {
    const missing = await k6IsMissing()
    needs(this, missing === undefined, `k6 (${missing})`)
    const all = await Promise.all(FAULTS.map(async fault => [fault, await measure(fault)] as const))
    measured = Object.fromEntries(all) as Record<FaultName, Measured>
  })

  const deliveriesOf = (fault: FaultName) => {
    const { load, spoilt } = measured[fault]
    const { expected, received, lost, repeated, reordered } = load.transports[0]?.measured.deliveries ?? {
      received: 0,
      repeated: 0,
      reordered: 0,
    }
    assert.equal(expected, 20_000)
    assert.ok(spoilt > 0)
    return { found: { missing: 20_000 - received, lost, repeated, reordered }, spoilt }
  }

  it('loses one in 10,000: as many are lost as it says that it lost', () => {
    const { found, spoilt } = deliveriesOf('one-event-in-ten-thousand-lost')
    assert.deepEqual(found, { missing: spoilt, lost: spoilt, repeated: 0, reordered: 0 })
    assert.equal(spoilt, 2)
  })

  it('repeats one in 10,000', () => {
    const { found, spoilt } = deliveriesOf('one-event-in-ten-thousand-repeated')
    assert.deepEqual(found, { missing: 0, lost: 0, repeated: spoilt, reordered: 0 })
  })

  it('swaps two in 10,000: one of each pair is out of order', () => {
    const { found, spoilt } = deliveriesOf('one-pair-in-ten-thousand-swapped')
    assert.deepEqual(found, { missing: 0, lost: 0, repeated: 0, reordered: spoilt })
  })

  it('delays one in 100 by 300 ms: at least as many came so late, and nothing else is wrong', () => {
    const { found, spoilt } = deliveriesOf('one-event-in-a-hundred-late-by-300-ms')
    assert.deepEqual(found, { missing: 0, lost: 0, repeated: 0, reordered: 0 })
    const late = countFrom(
      measured['one-event-in-a-hundred-late-by-300-ms'].load.transports[0]?.measured.delivery_ms ?? ({ count: 0, hdr: '' } as Distribution),
      299,
    )
    assert.ok(late >= spoilt, `${late} of ${spoilt}`)
  })

  it('a threshold on what is lost is crossed', () => {
    assert.deepEqual(
      measured['one-event-in-ten-thousand-lost'].load.thresholds.map(({ figure, state }) => [figure, state]),
      [['lost', 'crossed']],
    )
  })
})
