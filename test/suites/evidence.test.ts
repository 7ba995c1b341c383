import { strict as assert } from 'node:assert'
import { requirement, verdictOf, withIds } from './judged.js'
import { delivery, observation, oneExchange, response } from './observations.js'

describe("the harness's own lag", () => {
  const prompt = requirement({
    strict: {
      properties: { deliveries: { additionalProperties: { properties: { after_ms: { maximum: { $data: '/tolerance/delivery_ms' } } } } } },
    },
  })
  const late = (after_ms: number, lag_ms: number) =>
    withIds(0, { deliveries: { one: delivery({ after_ms, lag_ms, at: { connection: 'x', t_ms: 9 } }) } })

  it('that explains a late reading makes it inconclusive, with its place', () => {
    const { verdict, reason, evidence } = verdictOf(prompt, [late(1100, 100)])
    assert.equal(verdict, 'inconclusive')
    assert.match(reason ?? '', /ssespec itself lagged, .*1100/)
    assert.deepEqual(evidence, [{ connection: 'x', t_ms: 9 }])
  })

  it('that does not explain it all leaves it a fault', () => {
    assert.equal(verdictOf(prompt, [late(1101, 100)]).verdict, 'fail')
  })

  it('changes nothing of what is in time', () => {
    assert.equal(verdictOf(prompt, [late(1000, 900)]).verdict, 'pass')
  })

  it('explains no fault that is not of time', () => {
    const counted = requirement({
      strict: { properties: { deliveries: { additionalProperties: { properties: { on_streams: { maximum: 0 } } } } } },
    })
    assert.equal(verdictOf(counted, [withIds(0, { deliveries: { one: delivery({ on_streams: 1, lag_ms: 900 }) } })]).verdict, 'fail')
  })

  it('of one reading leaves another that is late by itself', () => {
    const both = withIds(0, {
      deliveries: { one: delivery({ after_ms: 1100, lag_ms: 100 }), two: delivery({ after_ms: 5000, expected: 'two' }) },
    })
    const { verdict, actual } = verdictOf(prompt, [both])
    assert.deepEqual([verdict, actual], ['fail', '5000 ms'])
  })
})

describe('evidence', () => {
  const place = (offset: number) => ({ connection: 'idle-1', offset, length: 1, t_ms: offset })

  it('is the nearest place on the way up from the fact', () => {
    const seen = oneExchange('idle', '1', { at: place(1), response: response('idle-1', { at: place(2), status: 206 }) })
    const status = requirement({
      strict: {
        properties: { exchanges: { additionalProperties: { properties: { response: { properties: { status: { const: 200 } } } } } } },
      },
    })
    assert.deepEqual(verdictOf(status, [seen]).evidence, [place(2)])
    const stream = requirement({
      strict: { properties: { exchanges: { additionalProperties: { properties: { stream: { const: false } } } } } },
    })
    assert.deepEqual(verdictOf(stream, [seen]).evidence, [place(1)])
  })

  it('is the places of the items, where a list is at fault', () => {
    const { framing } = observation('idle')
    const seen = observation('idle', { framing: { ...framing, colonless: [7, 8].map(offset => ({ text: 'ping', at: place(offset) })) } })
    const none = requirement({ strict: { properties: { framing: { properties: { colonless: { maxItems: 0 } } } } } })
    assert.deepEqual(verdictOf(none, [seen]).evidence, [place(7), place(8)])
  })

  it('is none where nothing on the way says where it was, and told once where several errors are at one place', () => {
    assert.deepEqual(verdictOf(requirement(), [withIds(1)]).evidence, [])
    const two = requirement({
      strict: {
        properties: { exchanges: { additionalProperties: { properties: { stream: { const: false }, role: { const: 'probe' } } } } },
      },
    })
    assert.deepEqual(verdictOf(two, [oneExchange('idle', '1', { at: place(3) })]).evidence, [place(3)])
  })

  it('is of at most twenty places', () => {
    const { framing } = observation('idle')
    const seen = observation('idle', {
      framing: { ...framing, colonless: Array.from({ length: 50 }, (_one, offset) => ({ text: 'ping', at: place(offset) })) },
    })
    const none = requirement({ strict: { properties: { framing: { properties: { colonless: { maxItems: 0 } } } } } })
    assert.equal(verdictOf(none, [seen]).evidence.length, 20)
  })
})
