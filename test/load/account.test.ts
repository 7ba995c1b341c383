import { strict as assert } from 'node:assert'
import { deliveriesOf, listenersOf } from '../../load/account.js'
import { PROCESS_COUNTERS, RUN_COUNTERS } from '../../load/counters.js'
import { clientsOf, sourcesOf } from '../../load/workload.js'
import type { K6Result } from '../../schemas/index.js'
import { k6Result } from './results.js'

const all_ten = { connections: 10, fanout: 10 }
const ten = listenersOf(all_ten)
const NONE = RUN_COUNTERS.deliveries
const resultOf = (counts: Partial<K6Result['deliveries']>) => k6Result({ deliveries: { ...PROCESS_COUNTERS.deliveries, ...counts } })

describe('what was delivered of what had to be', () => {
  it('each accepted publication, by each client of its source', () => {
    const result = k6Result()
    assert.deepEqual(deliveriesOf(result, result.publish, ten, 0), { ...NONE, expected: 20, received: 20, lost: 0 })
  })

  it('what is lost at the end, where no number follows, is lost too', () => {
    const result = resultOf({ received: 19 })
    assert.equal(deliveriesOf(result, result.publish, ten, 0).lost, 1)
  })

  it('a delivery that came twice makes up for none that is lost', () => {
    const result = resultOf({ received: 20, repeated: 1, missing: 1 })
    assert.deepEqual(deliveriesOf(result, result.publish, ten, 0), { ...NONE, expected: 20, received: 19, lost: 1, repeated: 1 })
  })

  it('a publication that the server refused is not expected', () => {
    const result = resultOf({ received: 10 })
    const publish = { published: { s0: 2 }, failed: 1, failed_seqs: { s0: [2] }, slip_ms: result.slip_ms }
    assert.deepEqual(deliveriesOf(result, publish, ten, 0), { ...NONE, expected: 10, received: 10, lost: 0 })
  })

  it('where clients come and leave, only what is missing between two that came is known to be lost', () => {
    const result = resultOf({ received: 15, missing: 2 })
    const told = deliveriesOf(result, result.publish, ten, 1)
    assert.deepEqual(told, { ...NONE, received: 15, lost: 2 })
  })

  it('clients are spread over sources so that each is one of exactly one', () => {
    for (const workload of [all_ten, { connections: 10, fanout: 3 }, { connections: 7, fanout: 7 }, { connections: 100, fanout: 1 }]) {
      const clients = sourcesOf(workload).map((_, number) => clientsOf(number, workload))
      assert.equal(
        clients.reduce((sum, count) => sum + count, 0),
        workload.connections,
      )
      assert.ok(Math.max(...clients) - Math.min(...clients) <= 1)
    }
  })
})
