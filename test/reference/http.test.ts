import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { acceptsGzip } from '../../reference/head.js'
import { askHttp2, clientOn, eventually, portOf } from './client.js'
import { answered, field, pause, status } from './probes/probe.js'
import { start, stopAll } from './started.js'

describe('the HTTP of the reference', () => {
  afterEach(stopAll)

  it('the head of a stream says what it is, is in chunks, and has no length', async () => {
    const { open } = await start()
    const client = await open()
    assert.equal(status(client), 200)
    assert.equal(field(client, 'Content-Type'), 'text/event-stream; charset=utf-8')
    assert.equal(field(client, 'Cache-Control'), 'no-store, no-transform')
    assert.equal(field(client, 'X-Accel-Buffering'), 'no')
    assert.equal(field(client, 'Transfer-Encoding'), 'chunked')
    assert.equal(field(client, 'Content-Length'), '')
    assert.match(field(client, 'Vary'), /Origin.*Accept-Encoding/)
    assert.equal(client.text(), 'retry: 1000\n\n')
  })

  it('to HTTP/1.0 a stream is ended by its connection, and has no chunks', async () => {
    const { open, publish, reference } = await start()
    const client = await open({ version: '1.0' })
    assert.equal(field(client, 'Transfer-Encoding'), '')
    assert.equal(field(client, 'Connection'), 'close')
    await publish({ data: 'x', id: '1' })
    await reference.stop()
    await client.until(each => each.ended())
    assert.equal(client.text(), 'retry: 1000\n\nid: 1\ndata: x\n\n')
  })

  it('HEAD ends at once without content, and its connection goes on, pipelined too', async () => {
    const { ask } = await start()
    const client = ask({ method: 'HEAD' })
    client.socket.write('HEAD /events HTTP/1.1\r\nHost: a\r\n\r\nGET /events HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(each => each.raw().includes('retry: 1000\n\n'))
    assert.equal(
      client
        .raw()
        .toString()
        .match(/HTTP\/1\.1 200 OK/g)?.length,
      3,
    )
    assert.match(client.raw().toString(), /\r\n\r\nHTTP.*\r\n\r\nHTTP/s)
  })

  it('other methods get 405 with Allow', async () => {
    const started = await start()
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'LOCK', 'TRACE']) {
      const client = await answered(started, { method, fields: ['Content-Length: 0'] })
      assert.equal(status(client), 405, method)
      assert.equal(field(client, 'Allow'), 'GET, HEAD, OPTIONS')
    }
  })

  it('a preflight needs no token, and allows the fields of a stream by name', async () => {
    const started = await start({ token: 't' })
    const client = await answered(started, { method: 'OPTIONS', fields: ['Origin: http://a.test'] })
    assert.equal(status(client), 204)
    assert.equal(field(client, 'Access-Control-Allow-Origin'), 'http://a.test')
    assert.match(field(client, 'Access-Control-Allow-Headers'), /authorization, last-event-id, cache-control/)
    assert.match(field(client, 'Access-Control-Allow-Methods'), /GET/)
  })

  it('a missing and an unknown token get 401 with a challenge, readable from elsewhere', async () => {
    const started = await start({ token: 'sesame' })
    const origin = 'Origin: http://a.test'
    const missing = await answered(started, { fields: [origin] })
    const unknown = await answered(started, { fields: [origin, 'Authorization: Bearer no'] })
    const known = await started.open({ fields: ['authorization: bEARER sesame'] })
    assert.deepEqual([missing, unknown, known].map(status), [401, 401, 200])
    assert.equal(field(missing, 'WWW-Authenticate'), 'Bearer')
    assert.match(field(unknown, 'WWW-Authenticate'), /error="invalid_token"/)
    assert.equal(field(unknown, 'Access-Control-Allow-Origin'), 'http://a.test')
    assert.equal((await started.publish({ data: 'x' })).status, 401)
    assert.equal((await started.publish({ data: 'x' }, { authorization: 'Bearer sesame' })).status, 200)
  })

  it('what is not HTTP gets 400, and in the middle of a stream only the end of the connection', async () => {
    const started = await start()
    const garbage = await answered(started, { method: 'G@RBAGE' })
    assert.equal(status(garbage), 400)
    const client = await started.open()
    client.socket.write('garbage\r\n\r\n')
    await client.until(each => each.ended())
    assert.equal(
      client
        .raw()
        .toString()
        .match(/HTTP\/1\.1/g)?.length,
      1,
    )
  })

  it('gzip is flushed with every event, and is one whole member at the end', async () => {
    const { ask, publish, reference } = await start()
    const client = await ask({ fields: ['Accept-Encoding: gzip;q=0.5, identity;q=0.1'] }).until(each => each.content().length > 20)
    assert.equal(field(client, 'Content-Encoding'), 'gzip')
    const large = `${'x'.repeat(200_000)}é`
    for (const data of ['one', large]) {
      const before = client.content().length
      await publish({ data })
      await client.until(each => each.content().length > before + 8)
    }
    await reference.stop()
    await client.until(each => each.ended())
    const text = gunzipSync(client.content()).toString()
    assert.match(text, /^retry: 1000\n\nid: \S+\ndata: one\n\nid: \S+\ndata: x+é\n\n$/)
  })

  it('gzip is chosen only where it is wanted at least as much as no coding', () => {
    const wanted = ['gzip', 'GZIP;q=0.1', 'gzip, deflate, br', 'identity;q=0, *', 'gzip;q=1, identity;q=0.5']
    const unwanted = ['', 'identity', 'br', '*', 'gzip;q=0', 'gzip;q=0.5, identity', '*;q=0']
    assert.deepEqual([wanted.every(acceptsGzip), unwanted.some(acceptsGzip)], [true, false])
  })

  it('one cleartext port speaks HTTP/2 with prior knowledge, and HTTP/1.1 however slowly it comes', async () => {
    const { reference, publish } = await start({ http2: true })
    const got = await askHttp2(reference)
    assert.equal(got.headers['content-type'], 'text/event-stream; charset=utf-8')
    assert.equal(got.headers.connection, undefined)
    const slow = connect(portOf(reference.url), '127.0.0.1').setNoDelay()
    for (const letters of ['P', 'R', 'OPFIND /events HTTP/1.1\r\nHost', ': a\r\n\r\n']) {
      slow.write(letters)
      await pause(20)
    }
    await clientOn(slow).until(client => client.head().startsWith('HTTP/1.1 405'))
    slow.destroy()
    await publish({ data: 'x'.repeat(3_000_000) })
    await eventually(() => got.text().endsWith('x\n\n') && got.text().length > 3_000_000)
    assert.equal(got.ended(), false)
    await reference.stop()
    await eventually(() => got.ended())
  })

  it('over HTTP/2 an id beyond ASCII is resumed from', async () => {
    const { reference, publish } = await start({ http2: true })
    await publish({ data: 'one', id: 'é😀' })
    await publish({ data: 'two' })
    const sent = Buffer.from('é😀').toString('latin1')
    const got = await askHttp2(reference, { 'last-event-id': sent })
    await eventually(() => got.text().includes('data: two'))
    assert.ok(!got.text().includes('data: one'))
    got.session.destroy()
  })

  it('over TLS a certificate made on the fly serves both versions by ALPN', async () => {
    const { reference } = await start({ tls: true, http2: true })
    assert.match(reference.url, /^https:/)
    const got = await askHttp2(reference)
    await eventually(() => got.text() === 'retry: 1000\n\n')
    got.session.destroy()
    const socket = connectTls({ port: portOf(reference.url), host: '127.0.0.1', ca: reference.ca ?? '' })
    const client = clientOn(socket)
    socket.write('GET /events HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(each => each.text() === 'retry: 1000\n\n')
    socket.destroy()
  })
})
