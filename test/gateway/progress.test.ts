import assert from 'node:assert/strict'
import { connect } from 'node:http2'
import { eventually } from '../reference/client.js'
import { pause, status } from '../reference/probes/probe.js'
import { startGateway, stopAllGateways } from './started.js'

const MIB = 1024 * 1024

describe('clients of the gateway that do not get on', () => {
  afterEach(stopAllGateways)

  for (const http2 of [false, true])
    it(`one that does not read its download is cut off, and so is its upstream connection (HTTP/${http2 ? 2 : 1.1})`, async () => {
      const { ask, gateway, toy } = await startGateway({ http2, limits: { download_stall_ms: 200 } })
      let cut = false
      toy.script = (_request, response) => Boolean(response.once('close', () => (cut = true)).end(Buffer.alloc(50 * MIB)))
      const client = http2 ? connect(gateway.url) : ask({ path: '/x' })
      if ('request' in client) client.request({ ':path': '/x' }).on('error', () => undefined)
      else client.socket.pause()
      await eventually(() => cut)
      if ('request' in client) client.destroy()
    })

  it('one that reads slowly gets all of it', async () => {
    const { ask, toy } = await startGateway({ limits: { download_stall_ms: 400 } })
    toy.script = (_request, response) => Boolean(response.end(Buffer.alloc(16 * MIB)))
    const client = ask({ path: '/x' })
    while (!client.ended() && client.received_bytes() < 16 * MIB) {
      client.socket.pause()
      await pause(20)
      client.socket.resume()
      await pause(5)
    }
    assert.ok(client.received_bytes() >= 16 * MIB)
  })

  it('one that takes too long altogether is cut off, though it reads', async () => {
    const { ask, toy } = await startGateway({ limits: { download_total_ms: 1_000 } })
    let cut = false
    toy.script = (_request, response) => Boolean(response.once('close', () => (cut = true)).end(Buffer.alloc(100 * MIB)))
    const { socket } = ask({ path: '/x' })
    socket.removeAllListeners('data').pause()
    const trickle = setInterval(() => socket.read(), 50)
    await eventually(() => cut)
    clearInterval(trickle)
  })

  it('a response that waits for the homeserver is not cut off, before or within its content', async () => {
    const { ask, toy } = await startGateway({ limits: { download_stall_ms: 100, upload_stall_ms: 100 } })
    toy.script = (_request, response) => {
      setTimeout(() => response.writeHead(200, { 'Content-Length': 8 }).write('half'), 500)
      setTimeout(() => response.end('full'), 1_000)
      return true
    }
    await ask({ path: '/x' }).until(each => each.raw().includes('halffull'))
  })

  for (const http2 of [false, true])
    it(`a content that trickles in is refused with 408, and leaves the homeserver (HTTP/${http2 ? 2 : 1.1})`, async () => {
      const { ask, gateway, toy } = await startGateway({ http2, limits: { upload_stall_ms: 300 } })
      let left = false
      toy.script = (_request, response) => Boolean(response.once('close', () => (left = true)))
      if (http2) {
        const session = connect(gateway.url)
        const stream = session.request({ ':path': '/x', ':method': 'POST' })
        let answered = 0
        stream.on('response', got => (answered = Number(got[':status']))).on('error', () => undefined)
        const trickle = setInterval(() => stream.writable && stream.write('x'), 20)
        await eventually(() => answered === 408 && left)
        clearInterval(trickle)
        session.destroy()
        return
      }
      const client = ask({ method: 'POST', path: '/x', fields: ['Content-Length: 100000'] })
      const trickle = setInterval(() => client.socket.write('x'), 20)
      await client.until(each => each.ended())
      clearInterval(trickle)
      assert.equal(status(client), 408)
      await eventually(() => left)
    })

  it('a content that comes steadily is refused once it takes too long altogether', async () => {
    const { ask, toy } = await startGateway({ limits: { upload_stall_ms: 300, upload_total_ms: 1_000 } })
    toy.script = request => Boolean(request.resume())
    const client = ask({ method: 'POST', path: '/x', fields: ['Content-Length: 100000000'] })
    const steady = setInterval(() => client.socket.write('x'.repeat(10_000)), 20)
    await client.until(each => each.ended())
    clearInterval(steady)
    assert.equal(status(client), 408)
  })

  it('an HTTP/2 connection that resets its requests is closed after few of them, one that ends them goes on', async () => {
    const { gateway, toy } = await startGateway({ http2: true, limits: { http2_resets: 20, http2_resets_a_second: 1 } })
    const calm = connect(gateway.url)
    for (let index = 0; index < 60; index += 1) {
      const stream = calm.request({ ':path': '/x' })
      await new Promise(resolve => stream.on('end', resolve).resume())
    }
    assert.deepEqual([calm.closed, toy.others.length], [false, 60])
    let asked = 0
    toy.script = () => {
      asked += 1
      return true
    }
    const session = connect(gateway.url)
    session.on('error', () => undefined)
    let sent = 0
    while (!session.destroyed && !session.closed && sent < 3_000) {
      const stream = session.request({ ':path': '/x' }).on('error', () => undefined)
      sent += 1
      setImmediate(() => stream.close(8))
      await pause(1)
    }
    assert.ok(session.destroyed || session.closed, 'it is closed')
    assert.ok(asked < 60, `${asked} of ${sent} went to the homeserver`)
    calm.destroy()
  })
})
