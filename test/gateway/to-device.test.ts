import assert from 'node:assert/strict'
import { control, eventually, portOf } from '../reference/client.js'
import { pause } from '../reference/probes/probe.js'
import { eventsOf, messagesOf, startGateway, stopAllGateways } from './started.js'

const message = (n: number) => ({ type: 'm.test', sender: '@bob:toy', content: { n } })
const numbers = (messages: unknown[]) => messages.map(each => (each as ReturnType<typeof message>).content.n)

describe('to-device messages through the gateway', () => {
  afterEach(stopAllGateways)

  it('what the client did not bring back comes again, once, in order, and what it did is let go', async () => {
    const { open, toy, metric } = await startGateway()
    const client = await open()
    await client.until(each => each.events().length === 1)
    for (const n of [1, 2, 3]) {
      toy.toDevice(message(n))
      await client.until(each => numbers(messagesOf(each)).includes(n))
    }
    // The homeserver has forgotten all but the newest: the gateway asked on.
    await eventually(() => toy.waiting() === 1)
    client.socket.destroy()
    await eventually(() => toy.waiting() === 0)
    toy.toDevice(message(4))
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 3)
    const back = await open({ fields: [`Last-Event-ID: ${eventsOf(client)[1]?.[0]}`] })
    await back.until(each => messagesOf(each).length >= 3)
    await pause(200)
    assert.deepEqual(numbers(messagesOf(back)), [2, 3, 4])
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 3)
    back.socket.destroy()
    const caughtUp = await open({ fields: [`Last-Event-ID: ${eventsOf(back).at(-1)?.[0]}`] })
    toy.say({ last: true })
    await caughtUp.until(each => each.text().includes('last'))
    assert.deepEqual(messagesOf(caughtUp), [])
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 0)
  })

  it('two streams of one device are both complete, and those of another device have nothing of it', async () => {
    const { open, toy } = await startGateway()
    toy.tokens.add('eve-1')
    const [one, two, eve] = [await open(), await open({ query: '?filter=x' }), await open({ token: 'eve-1' })]
    await eventually(() => toy.waiting() === 3)
    // The first to wake asks on at once, and the homeserver forgets: the second may find nothing.
    toy.script = (request, _response, { pathname, searchParams }) => {
      if (pathname.endsWith('/sync') && request.headers.authorization?.includes('eve')) return true
      return pathname.endsWith('/sync') && searchParams.get('filter') === 'x' && searchParams.get('timeout') !== '0' && toy.waiting() === 0
    }
    for (let n = 1; n <= 20; n += 1) {
      toy.toDevice(message(n))
      if (n % 3 === 0) await pause(30)
    }
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    for (const stream of [one, two]) {
      await stream.until(each => messagesOf(each).length >= 20)
      assert.deepEqual(numbers(messagesOf(stream)), all)
    }
    assert.ok(eve.text().length < 400)
  })

  it('a proxied /sync of the device gets what the stream took, and its since lets it go', async () => {
    const { open, toy, gateway, metric } = await startGateway()
    const client = await open()
    const sync = async (since: string) => {
      const headers = { Authorization: 'Bearer alice-1' }
      const response = await fetch(`http://127.0.0.1:${portOf(gateway.url)}/_matrix/client/v3/sync?timeout=0&since=${since}`, { headers })
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      return (await response.json()) as { next_batch: string; to_device?: { events: unknown[] } }
    }
    toy.toDevice(message(1))
    await client.until(each => messagesOf(each).length === 1)
    toy.toDevice(message(2))
    await client.until(each => messagesOf(each).length === 2)
    await eventually(() => toy.waiting() === 1)
    const got = await sync('s0')
    assert.deepEqual(numbers(got.to_device?.events ?? []), [1, 2])
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 2)
    assert.equal((await sync(got.next_batch)).to_device, undefined)
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 0)
  })

  it('are lost with the gateway, as its documentation says', async () => {
    const { open, toy, gateway } = await startGateway({ control: true })
    const client = await open()
    toy.toDevice(message(1))
    await client.until(each => messagesOf(each).length === 1)
    await eventually(() => toy.waiting() === 1)
    assert.equal(await control(gateway, 'restart'), 200)
    const back = await open({ fields: ['Last-Event-ID: s0'] })
    toy.say({ last: true })
    await back.until(each => each.text().includes('last'))
    assert.deepEqual(messagesOf(back), [])
  })
})
