import { strict as assert } from 'node:assert'
import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { mergedDistribution } from '../../load/histogram.js'
import { mergedResult } from '../../load/merge.js'
import { documentFaults } from '../../schemas/index.js'
import { distributionWith, k6Result } from './results.js'

const values = Array.from({ length: 5000 }, (_, index) => 0.001 * (1 + ((index * 7919) % 400_000)))

describe('the results of several processes', () => {
  it('two halves of the values give the histogram of the whole, bucket by bucket', () => {
    const halves = [distributionWith(...values.slice(0, 1234)), distributionWith(...values.slice(1234))]
    const whole = distributionWith(...values)
    assert.deepEqual(mergedDistribution(halves), whole)
    assert.equal(decodeFromCompressedBase64(whole.hdr).totalCount, values.length)
  })

  it('one result merged is itself', () => {
    const one = k6Result()
    const merged = mergedResult([one])
    assert.deepEqual(documentFaults('k6', merged), [])
    for (const part of ['connections', 'deliveries', 'bytes', 'delivery_ms', 'requests', 'sources', 'timeline'] as const) {
      assert.deepEqual(merged[part], one[part], part)
    }
  })

  it('counts are added, and seconds are put side by side by the clock, not by their number', () => {
    const one = k6Result()
    const late = k6Result({ started_us: one.started_us + 2_000_000, ended_us: one.ended_us + 2_000_000 })
    const merged = mergedResult([one, late])
    assert.equal(merged.deliveries.received, 40)
    assert.equal(merged.connections.requested, 20)
    assert.deepEqual(merged.bytes, { sent: 2000, received: 18_000 })
    assert.deepEqual(merged.sources?.s0, { streams: 20, first_seq: { '1': 20 }, last_seq: { '2': 20 } })
    // At the third second, the client that started 2 s later has reported its first.
    assert.deepEqual(
      merged.timeline.slice(0, 4).map(({ t_s, connections, bytes }) => [t_s, connections, bytes]),
      [
        [1, 10, 2000],
        [2, 10, 4000],
        [3, 20, 8000],
        [4, 20, 12_000],
      ],
    )
  })

  it('is interrupted where one of them was', () => {
    assert.equal(mergedResult([k6Result(), k6Result({ interrupted: true })]).interrupted, true)
  })
})
