import { strict as assert } from 'node:assert'
import { judgedThresholds } from '../../load/thresholds.js'
import type { Spread } from '../../schemas/index.js'
import { loadOf, transport } from './results.js'

const steady = (value: number): Spread => ({ median: value, min: value, max: value })

const stateOf = (name: string, earlier: Spread, now: Spread, runs = 3): string | undefined => {
  const [run] = transport().runs
  assert.ok(run)
  const repeated = Array.from({ length: runs }, () => run)
  const baseline = loadOf([transport({ figures: { [name]: earlier }, runs: repeated })])
  return judgedThresholds([transport({ figures: { [name]: now }, runs: repeated })], {}, baseline).find(({ figure }) => figure === name)
    ?.state
}

describe('thresholds', () => {
  it('a figure above its most, or below its least, crosses it', () => {
    const results = judgedThresholds([transport()], { p99_delivery_ms: { max: 39 }, bytes_per_client_min: { min: 12_000 } }, undefined)
    assert.deepEqual(
      results.map(({ figure, actual, state }) => [figure, actual, state]),
      [
        ['p99_delivery_ms', 40, 'crossed'],
        ['bytes_per_client_min', 12_000, 'kept'],
      ],
    )
  })

  it('holds for the transports that it names', () => {
    const bound = { lost: { max: 0, transports: ['longpoll' as const] } }
    assert.deepEqual(judgedThresholds([transport()], bound, undefined), [])
    assert.equal(judgedThresholds([transport({ name: 'longpoll' })], bound, undefined).length, 1)
  })

  it('a time that was measured on a busy machine is neither kept nor crossed; a count is', () => {
    const busy = transport({ verdict: 'inconclusive', doubts: [{ of: 'times', reason: 'busy' }] })
    const results = judgedThresholds([busy], { p99_delivery_ms: { max: 39 }, lost: { max: 0 } }, undefined)
    assert.deepEqual(
      results.map(({ figure, state }) => [figure, state]),
      [
        ['p99_delivery_ms', 'inconclusive'],
        ['lost', 'kept'],
      ],
    )
  })

  it('a figure that was not measured is inconclusive, not kept', () => {
    const [result] = judgedThresholds([transport({ figures: {} })], { lost: { max: 0 } }, undefined)
    assert.deepEqual([result?.state, result?.reason], ['inconclusive', 'it was not measured'])
  })
})

describe('a baseline', () => {
  it('what got worse by a third crosses it, what is within a tenth does not', () => {
    assert.equal(stateOf('bytes_per_delivery', steady(300), steady(400)), 'crossed')
    assert.equal(stateOf('bytes_per_delivery', steady(300), steady(325)), 'kept')
    assert.equal(stateOf('bytes_per_delivery', steady(300), steady(100)), 'kept')
  })

  it('what lay far apart from run to run may lie as far apart again', () => {
    assert.equal(stateOf('bytes_per_delivery', { median: 300, min: 250, max: 370 }, steady(400)), 'kept')
  })

  it('a millisecond more is no regression, whatever share it is', () => {
    assert.equal(stateOf('p50_delivery_ms', steady(1), steady(2)), 'kept')
    assert.equal(stateOf('p50_delivery_ms', steady(20), steady(40)), 'crossed')
  })

  it('of one run it is not known how far times lie apart: only what doubled crosses it', () => {
    assert.equal(stateOf('p50_delivery_ms', steady(20), steady(35), 1), 'kept')
    assert.equal(stateOf('p50_delivery_ms', steady(20), steady(45), 1), 'crossed')
  })

  it('memory of a few clients is not compared', () => {
    assert.equal(stateOf('server_rss_bytes_per_client', steady(5000), steady(50_000)), undefined)
  })

  it('one lost event where none was lost before crosses it', () => {
    assert.equal(stateOf('lost', steady(0), steady(1)), 'crossed')
  })
})
