import { strict as assert } from 'node:assert'
import { readClaims } from '../../load/compare/compare.js'
import { findingOf } from '../../load/compare/derive.js'
import { settled } from '../../load/workload.js'
import type { Claim, Load } from '../../schemas/index.js'
import { loadOf, transport } from './results.js'

const claims = readClaims()
const claim: Claim = {
  id: 'bytes',
  title: 'Fewer bytes',
  says: 'fewer bytes',
  source: 'a test',
  conditions: 'none',
  values: [
    { name: 'sse', says: 'SSE', measurement: 'm', transport: 'sse', figure: 'bytes_per_delivery' },
    { name: 'poll', says: 'polls', measurement: 'm', transport: 'longpoll', figure: 'bytes_per_delivery', times: 2, plus: 1 },
    { name: 'new', says: 'polls on new connections', measurement: 'm', transport: 'longpoll-no-keepalive', figure: 'bytes_per_delivery' },
  ],
  holds: [{ left: 'sse', is: 'less than', right: 'poll' }],
  only_if: [{ text: 'connections are new', holds: [{ left: 'sse', is: 'less than', right: 'new' }] }],
}

const at = (name: 'sse' | 'longpoll' | 'longpoll-no-keepalive', value: number, changes = {}) =>
  transport({ name, figures: { bytes_per_delivery: { median: value, min: value, max: value } }, ...changes })

const measured = (sse: number, poll: number, fresh: number, changes = {}): Record<string, Load> => ({
  m: loadOf([at('sse', sse, changes), at('longpoll', poll), at('longpoll-no-keepalive', fresh)]),
})

describe('claims', () => {
  it('each verdict follows from what was measured', () => {
    assert.equal(findingOf(claim, measured(100, 200, 300)).verdict, 'holds')
    assert.equal(findingOf(claim, measured(250, 100, 300)).text, 'holds only if connections are new')
    assert.equal(findingOf(claim, measured(400, 100, 300)).verdict, 'does-not-hold')
    assert.equal(findingOf(claim, {}).verdict, 'not-measured')
  })

  it('a difference that is no larger than the margin is none', () => {
    assert.equal(findingOf(claim, measured(199, 100, 199)).verdict, 'does-not-hold')
  })

  it('runs that overlap decide nothing, however their medians lie', () => {
    const spread = (median: number, min: number, max: number) => ({ figures: { bytes_per_delivery: { median, min, max } } })
    const runs = (one: ReturnType<typeof spread>, other: ReturnType<typeof spread>) => ({
      m: loadOf([transport({ name: 'sse', ...one }), transport({ name: 'longpoll', ...other })]),
    })
    const overlapping = findingOf({ ...claim, only_if: [] }, runs(spread(100, 90, 300), spread(100, 95, 110)))
    assert.deepEqual([overlapping.verdict, overlapping.text], ['inconclusive', 'inconclusive: the runs of “SSE” and of “polls” overlap'])
    assert.equal(findingOf({ ...claim, only_if: [] }, runs(spread(100, 90, 120), spread(100, 95, 110))).verdict, 'holds')
  })

  it('what is computed is computed: times and plus', () => {
    const { values } = findingOf(claim, measured(100, 200, 300))
    assert.equal(values.find(({ name }) => name === 'poll')?.value, 401)
  })

  it('a measurement in doubt gives no verdict', () => {
    const doubts = { verdict: 'inconclusive', doubts: [{ of: 'all', reason: 'it was stopped' }] }
    const finding = findingOf(claim, measured(100, 200, 300, doubts))
    assert.deepEqual([finding.verdict, finding.text], ['inconclusive', 'inconclusive: it was stopped'])
  })

  it('a busy machine does not put a count of bytes in doubt', () => {
    const doubts = { verdict: 'inconclusive', doubts: [{ of: 'times', reason: 'it was busy' }] }
    assert.equal(findingOf(claim, measured(100, 200, 300, doubts)).verdict, 'holds')
  })

  it('of MSC2108 name measurements, transports and values that there are', () => {
    for (const workload of Object.values(claims.measurements)) settled(workload)
    for (const { id, values, holds, only_if = [] } of claims.claims) {
      const names = values.map(({ name }) => name)
      assert.equal(new Set(names).size, names.length, id)
      for (const { measurement, transport: name } of values) {
        assert.ok(claims.measurements[measurement]?.transports.includes(name), `${id}: ${measurement} runs ${name}`)
      }
      for (const { left, right } of [...holds, ...only_if.flatMap(one => one.holds)]) {
        assert.ok(names.includes(left), `${id}: ${left}`)
        assert.ok(typeof right === 'number' || names.includes(right), `${id}: ${right}`)
      }
    }
  })
})
