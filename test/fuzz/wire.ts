import { strict as assert } from 'node:assert'
import { connect } from 'node:net'
import fc from 'fast-check'
import { lint } from '../../api/index.js'
import { startReference } from '../../reference/index.js'
import { http2 } from '../../wire/index.js'
import { target } from './target.js'

const FIELDS = [
  'data: x\n',
  'data:\n',
  'id: 7\n',
  'id: \0\n',
  'event: e\n',
  'retry: 10\n',
  ':\n',
  '\n',
  '\r',
  '\r\n',
  '\ufeff',
  '{"a":',
  '<html>',
]

const content = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(...FIELDS).map(text => Buffer.from(text)),
)

const head = fc.constantFrom(
  '',
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
  'HTTP/2 200\r\n\r\n',
  'HTTP/1.1 ',
)

/** The same verdicts, however the bytes were split. */
export const captures = target('captures: any bytes, split anywhere', async () => ({
  property: fc.asyncProperty(head, fc.array(content, { minLength: 1, maxLength: 20 }), fc.nat({ max: 40 }), async (first, parts, at) => {
    const bytes = Buffer.concat([Buffer.from(first), ...parts])
    const one = await lint([bytes])
    const two = await lint([bytes.subarray(0, at), bytes.subarray(at)])
    const brief = ({ verdicts }: typeof one) => verdicts.map(({ id, verdict }) => `${id} ${verdict}`)
    assert.deepEqual(brief(two), brief(one))
    assert.ok(!brief(one).some(text => text.endsWith(' error')))
  }),
}))

const asked = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .constantFrom(
      'GET /events HTTP/1.1\r\n',
      'POST /publish HTTP/1.1\r\n',
      'GET /poll/a?timeout=0 HTTP/1.1\r\n',
      'Host: a\r\n',
      'Content-Length: 3\r\n',
      'Content-Length: 99999999999\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Last-Event-ID: \xff\r\n',
      'Upgrade: websocket\r\n',
      'Connection: Upgrade\r\n',
      'Accept-Encoding: gzip\r\n',
      '\r\n',
      '5\r\n{"a":\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    )
    .map(text => Buffer.from(text, 'latin1')),
  fc.constantFrom(http2.settings([]), http2.headers(1, [{ name: ':method', value: 'GET' }], true), http2.data(1, Buffer.from('x'), true)),
)

/** Sends bytes, and leaves when the server closes or nothing more comes. */
const send = (port: number, bytes: Buffer): Promise<void> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
    socket.setTimeout(50, () => socket.destroy())
  })

/** After any request the server still serves the next one. */
export const requests = target('requests: any bytes to the reference', async () => {
  const { url, stop } = await startReference({ http2: true })
  const port = Number(new URL(url).port)
  return {
    property: fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 12 }), async parts => {
      await send(port, Buffer.concat(parts))
      assert.equal((await fetch(`${url}/metrics`)).status, 200)
    }),
    stop,
  }
})
