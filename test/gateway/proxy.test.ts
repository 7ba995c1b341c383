import assert from 'node:assert/strict'
import { connect } from 'node:http2'
import { startGateway as startGatewayAt } from '../../gateway/index.js'
import { startHomeserver } from '../../homeserver/index.js'
import { eventually } from '../reference/client.js'
import { field, status } from '../reference/probes/probe.js'
import { startGateway, stopAllGateways } from './started.js'

describe('what the gateway passes on', () => {
  afterEach(stopAllGateways)

  it('goes with method, target, fields and content as they are, without those of the connection', async () => {
    const { ask, toy } = await startGateway()
    const path = '/_matrix/client/v3/rooms/!a%2Fb:c/../send//x?q=%20a+b&q=2'
    const fields = ['Connection: close, X-Hop', 'X-Hop: 1', 'TE: trailers', 'X-Own: kept', 'Content-Length: 8', 'Expect: 100-continue']
    const client = ask({ method: 'PUT', path, fields })
    client.socket.write('{"a":1} ')
    await client.until(each => each.ended())
    const [got] = toy.others
    assert.deepEqual([got?.method, got?.target, got?.content], ['PUT', path, '{"a":1} '])
    const headers = got?.headers ?? {}
    assert.deepEqual(
      [headers['x-hop'], headers.te, headers.expect, headers['x-own'], headers.authorization],
      [undefined, undefined, undefined, 'kept', 'Bearer alice-1'],
    )
    assert.equal(`http://${headers.host}`, toy.url)
    assert.match(client.raw().toString(), /X-Toy: a\r\nX-Toy: b/i)
    assert.match(client.raw().toString(), /\{"path":/)
  })

  it('is answered as the homeserver answers, also HEAD and OPTIONS, and statuses without content', async () => {
    const { answered, toy } = await startGateway()
    toy.script = ({ method }, response) => {
      if (method === 'OPTIONS') response.writeHead(204, { 'Access-Control-Allow-Headers': 'X-Own' }).end()
      else if (method === 'HEAD') response.writeHead(200, { 'Content-Length': 99, 'Keep-Alive': 'timeout=9' }).end()
      else response.writeHead(418, 'Short', { 'Transfer-Encoding': 'chunked' }).end('tea')
      return true
    }
    const options = await answered({ method: 'OPTIONS', path: '/_matrix/client/v3/sync' })
    assert.deepEqual([status(options), field(options, 'Access-Control-Allow-Headers')], [204, 'X-Own'])
    const head = await answered({ method: 'HEAD', path: '/x' })
    assert.deepEqual([status(head), field(head, 'Content-Length')], [200, '99'])
    assert.ok(!field(head, 'Keep-Alive').includes('9'))
    const teapot = await answered({ path: '/x', version: '1.0' })
    await teapot.until(each => each.ended())
    assert.equal(status(teapot), 418)
    assert.match(teapot.raw().toString(), /\r\n\r\ntea$/)
  })

  it('304 keeps its Content-Length, also over HTTP/2, and the connection goes on', async () => {
    const { ask, gateway, toy } = await startGateway({ http2: true })
    toy.script = (_request, response, { pathname }) =>
      pathname === '/x' && Boolean(response.writeHead(304, { 'Content-Length': 99, ETag: '"a"' }).end())
    const client = ask({ path: '/x' })
    await client.until(each => each.raw().includes('\r\n\r\n'))
    assert.deepEqual([status(client), field(client, 'Content-Length'), field(client, 'ETag')], [304, '99', '"a"'])
    client.socket.write('GET /y HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(each => each.raw().includes('{"path":"/y"}'))
    const session = connect(gateway.url)
    const stream = session.request({ ':path': '/x' })
    const got = await new Promise<Record<string, unknown>>((resolve, reject) => stream.once('response', resolve).once('error', reject))
    assert.deepEqual([got[':status'], got['content-length']], [304, '99'])
    session.destroy()
  })

  it('a request with two Host fields is refused, and goes nowhere', async () => {
    const { answered, toy } = await startGateway()
    for (const path of ['/x', '/_matrix/client/v3/sync/sse', '/metrics'])
      assert.equal(status(await answered({ path, fields: ['Host: b.test'] })), 400)
    assert.deepEqual([toy.others, toy.syncs], [[], []])
  })

  it('streams large contents both ways', async () => {
    const { gateway, toy } = await startGateway()
    toy.script = (request, response) => Boolean(request.pipe(response))
    const content = Buffer.alloc(20_000_000, 'x')
    const response = await fetch(`${gateway.url}/_matrix/media/v3/upload`, { method: 'POST', body: content })
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(content))
  })

  it('gets 502 when the homeserver is down, with content on its way too, and the connection goes on', async () => {
    const { ask, toy } = await startGateway()
    await toy.stop()
    const client = ask({ method: 'POST', path: '/x', fields: ['Content-Length: 4'] })
    client.socket.write('{}')
    await client.until(each => each.raw().includes('M_UNKNOWN'))
    assert.equal(status(client), 502)
    client.socket.write('  ')
    client.socket.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(each => each.raw().includes('ssespec_gateway_upstream_errors_total 1\n'))
  })

  it('gets 502 when the homeserver breaks off while the content comes', async () => {
    const { ask, toy } = await startGateway()
    toy.script = request => Boolean(request.once('data', () => request.destroy()))
    const client = ask({ method: 'POST', path: '/x', fields: ['Content-Length: 3000000'] })
    client.socket.write('x'.repeat(1_000_000))
    await client.until(each => each.raw().includes('M_UNKNOWN'))
    assert.equal(status(client), 502)
  })

  it('a client that leaves breaks its request off upstream, and an answer that breaks off breaks off here', async () => {
    const { ask, toy } = await startGateway()
    let gone = false
    toy.script = (_request, response) => Boolean(response.once('close', () => (gone = true)))
    const client = ask({ path: '/x' })
    await eventually(() => toy.script !== undefined && client.socket.readyState === 'open')
    setTimeout(() => client.socket.destroy(), 100)
    await eventually(() => gone)
    toy.script = (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('half')
      setTimeout(() => response.destroy(), 50)
      return true
    }
    const half = ask({ path: '/x' })
    await half.until(each => each.ended())
    assert.ok(half.raw().toString().endsWith('half'))
  })

  it('goes over HTTP/2 too', async () => {
    const { gateway, toy } = await startGateway({ http2: true })
    const session = connect(gateway.url)
    const stream = session.request({ ':path': '/x?y', ':method': 'POST', 'x-own': '1' })
    stream.end('hello')
    let text = ''
    for await (const part of stream.setEncoding('utf8')) text += part
    assert.match(text, /"path":"\/x"/)
    assert.deepEqual([toy.others[0]?.content, toy.others[0]?.headers['x-own']], ['hello', '1'])
    session.destroy()
  })

  it('an upstream over TLS is checked against the certificates given', async () => {
    const behind = await startHomeserver({ tls: true })
    const path = '/_matrix/client/versions'
    const ask = async (options: object) => {
      const gateway = await startGatewayAt({ upstream: behind.url, ...options })
      const { status: got } = await fetch(`${gateway.url}${path}`)
      await gateway.stop()
      return got
    }
    assert.deepEqual([await ask({}), await ask({ upstream_ca: behind.ca }), await ask({ upstream_insecure: true })], [502, 200, 200])
    await behind.stop()
  })

  it('an upstream that is no URL is an error', async () => {
    for (const upstream of ['matrix.test', 'ftp://a', 'http://a?b', 'http://u@a'])
      await assert.rejects(startGatewayAt({ upstream }), RangeError)
  })
})
