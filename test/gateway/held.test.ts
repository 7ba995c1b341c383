import assert from 'node:assert/strict'
import { createHeld } from '../../gateway/held.js'
import { LIMITS } from '../../gateway/limits.js'
import { type Client, eventually } from '../reference/client.js'
import { startGateway, stopAllGateways } from './started.js'

const MIB = 1024 * 1024
const limits = { ...LIMITS, held_bytes: 100, held_bytes_a_device: 40, large_bytes: 10, room_wait_ms: 50 }

const state = (promise: Promise<boolean>): Promise<boolean | 'waits'> =>
  Promise.race([promise, new Promise<'waits'>(resolve => setTimeout(() => resolve('waits'), 5))])

describe('the bytes that the gateway holds', () => {
  afterEach(stopAllGateways)

  it('of large responses, one is received at a time, and small ones beside it', async () => {
    const held = createHeld(limits)
    const [one, two, small] = [held.hold('a'), held.hold('b'), held.hold('c')]
    assert.equal(await one.take(20), true)
    const second = two.take(20)
    assert.equal(await state(second), 'waits')
    assert.deepEqual([await small.take(10), await one.take(30)], [true, true])
    one.received()
    assert.equal(await second, true)
    for (const each of [one, two, small]) each.end()
    assert.equal(held.bytes(), 0)
  })

  it('a device that holds its share waits for itself, and what waits too long, or is cancelled, is refused', async () => {
    const held = createHeld(limits)
    const [one, two, other] = [held.hold('a'), held.hold('a'), held.hold('b')]
    assert.equal(await one.take(50), true)
    one.received()
    const waiting = two.take(1)
    assert.equal(await state(waiting), 'waits')
    assert.equal(await other.take(1), true)
    one.free()
    assert.equal(await waiting, true)
    assert.equal(await one.take(50), true)
    one.received()
    assert.equal(await two.take(1), false)
    const cancelled = two.take(1)
    two.cancel()
    assert.equal(await cancelled, false)
    two.end()
    assert.equal(await two.take(1), false)
    one.end()
    other.end()
    assert.equal(held.bytes(), 0)
  })

  it('streams that read nothing hold no more than their share, are dropped, and others are served meanwhile', async () => {
    const share = { held_bytes_a_device: 16 * MIB, held_bytes: 32 * MIB, crowded_stall_ms: 500 }
    const { ask, open, toy, metric } = await startGateway({ limits: share })
    toy.tokens.add('bob-1')
    const content = `{"next_batch":"s0","x":"${'x'.repeat(12 * MIB)}"}`
    let complete = 0
    toy.script = (request, response, { pathname }) => {
      if (!pathname.endsWith('/sync') || request.headers.authorization?.includes('bob') === true) return false
      response.once('finish', () => (complete += 1)).end(content)
      return true
    }
    const stalled: Client[] = []
    for (let index = 0; index < 16; index += 1) stalled.push(ask())
    for (const { socket } of stalled) socket.pause()
    await eventually(() => complete >= 2)
    let most_bytes = 0
    await eventuallyAsync(async () => {
      most_bytes = Math.max(most_bytes, await metric('ssespec_gateway_held_bytes'))
      return (await metric('ssespec_reference_readers_dropped_total')) >= 4
    })
    assert.ok(most_bytes >= 12 * MIB && most_bytes <= (16 + 12 + 16) * MIB, `${most_bytes / MIB} MiB`)
    const bob = await open({ token: 'bob-1' })
    toy.say({ hello: 'bob' })
    await bob.until(each => each.text().includes('hello'))
    for (const { socket } of stalled) socket.destroy()
    await eventuallyAsync(async () => (await metric('ssespec_gateway_held_bytes')) < MIB)
  })
})

async function eventuallyAsync(so: () => Promise<boolean>): Promise<void> {
  const until_ms = performance.now() + 60_000
  while (!(await so())) {
    if (performance.now() > until_ms) throw new Error('it did not come to be')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
