import { strict as assert } from 'node:assert'
import { doubtsOf, isSaturated } from '../../load/doubts.js'
import { outcomeOf } from '../../load/outcome.js'
import { transport } from './results.js'

const { measured, runs } = transport()
const calm = { interrupted: false, failed_publications: 0, publications: 2, storm: false, talks: true }
const { saturated: _, ...generator } = measured.generator

describe('a result that is not to be relied on', () => {
  it('is none where the generator kept up and every client was held', () => {
    assert.deepEqual(doubtsOf(measured, calm), [])
  })

  for (const [what, changes] of [
    ['late timers', { slip_ms: 200 }],
    ['late publications', { publish_slip_ms: 200 }],
    ['a busy machine', { machine_busy: 0.99 }],
  ] as const) {
    it(`${what} put times in doubt`, () => {
      const slow = { ...generator, ...changes }
      assert.equal(isSaturated(slow, false), true)
      assert.deepEqual(
        doubtsOf({ ...measured, generator: { ...slow, saturated: true } }, calm).map(({ of }) => of),
        ['times'],
      )
    })
  }

  it('clients that were refused put everything in doubt, and the reason is told', () => {
    const connections = { ...measured.connections, held: 7, refusals: { 'status 503': 3 } }
    const [doubt] = doubtsOf({ ...measured, connections }, calm)
    assert.deepEqual(doubt, { of: 'all', reason: '7 of 10 connections were held (refused: 3 × status 503)' })
  })

  it('a hook that publishes where nobody reads is told apart from a server that loses everything', () => {
    const deliveries = { ...measured.deliveries, received: 0, lost: 20 }
    assert.match(doubtsOf({ ...measured, deliveries }, calm)[0]?.reason ?? '', /does the publish hook reach the stream/)
  })

  it('what a server refuses while it is restarted is no doubt, nor is that it was published late', () => {
    const late = { ...measured, generator: { ...measured.generator, publish_slip_ms: 4000 } }
    assert.deepEqual(doubtsOf(late, { ...calm, failed_publications: 3, storm: true }), [])
    assert.equal(doubtsOf(late, { ...calm, failed_publications: 3 }).length, 2)
  })

  it('of one run makes the transport inconclusive', () => {
    const [run] = runs
    assert.ok(run)
    const { verdict, reason } = outcomeOf('sse', 'k6', [run, { ...run, doubts: [{ of: 'times', reason: 'it was busy' }] }])
    assert.deepEqual([verdict, reason], ['inconclusive', 'it was busy'])
  })
})
