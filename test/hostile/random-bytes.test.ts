import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { observe } from '../../observe/index.js'
import { UnreachableError } from '../../record/index.js'
import type { OpenLine, RecordingHeader, RecordingLine } from '../../schemas/index.js'
import { documentFaults } from '../../schemas/index.js'
import { http2 } from '../../wire/index.js'
import { checkedHere } from './checked-here.js'
import { startHostile, stopServers } from './hostile-server.js'

const header: RecordingHeader = {
  format: 'ssespec-recording/1',
  tool: { name: 'ssespec', version: '0.1.0' },
  target: 'http://there.example/',
  profile: 'sse',
  configuration: {},
  clock: { resolution_ns: 1 },
  started: '',
  scenarios: ['idle'],
}

const opening = (protocol: OpenLine['protocol'], method: string): OpenLine => ({
  t: 0,
  on: 'idle-1',
  what: 'open',
  scenario: 'idle',
  label: '1',
  role: 'stream',
  client: 'client',
  host: 'there.example',
  port: 80,
  protocol,
  secure: false,
  method,
  target: '/',
  channel: '',
})

/** What servers send, broken anywhere: so that random bytes get beyond the first line. */
const piece: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 \r\n\r\n',
      'HTTP/9.9 999 \r\n',
      'Content-Type: text/event-stream\r\n',
      'Content-Encoding: gzip\r\n',
      'Content-Encoding: deflate\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: -1\r\n',
      '\r\n',
      '\n\n',
      'data: x\n\n',
      'id: \0\n',
      'retry: 99999999999999999999999\n',
      '5\r\nhello\r\n',
      '0\r\n\r\n',
      '\x1f\x8b\x08\0\0\0\0\0\0\x03',
      '\ufeff',
      ':\n\n',
      'ssespec-00000000-idle-1.',
    )
    .map(text => Buffer.from(text)),
  fc.constantFrom(
    http2.settings([]),
    http2.headers(1, [{ name: ':status', value: '200' }], false),
    http2.data(1, Buffer.from('data: x\n\n'), true),
  ),
)

const STREAM = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n'
const BEGINNINGS = ['', STREAM, `${STREAM}Transfer-Encoding: chunked\r\n\r\n`, `${STREAM}Content-Encoding: gzip\r\n\r\n`]

describe('any bytes at all', () => {
  afterEach(stopServers)

  it('from a server give facts that keep to their schema, and never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 24 }),
        fc.constantFrom<OpenLine['protocol']>('1.0', '1.1', '2', 'capture'),
        fc.constantFrom('GET', 'HEAD', 'POST'),
        async (pieces, protocol, method) => {
          const received = pieces.map(
            (bytes, at): RecordingLine => ({ t: at + 2, on: 'idle-1', what: 'received', b64: Buffer.from(bytes).toString('base64') }),
          )
          const lines: RecordingLine[] = [
            header,
            opening(protocol, method),
            { t: 1, on: 'idle-1', what: 'connected' },
            ...received,
            { t: 100, on: 'idle-1', what: 'end' },
            { t: 101, on: 'idle-1', what: 'close', how: 'fin' },
          ]
          const { observations } = await observe(lines)
          for (const observation of observations)
            assert.deepEqual(documentFaults('observation', JSON.parse(JSON.stringify(observation))), [])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('from a server are judged, in bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.constantFrom(...BEGINNINGS), async (pieces, beginning) => {
        const bytes = Buffer.concat([Buffer.from(beginning), ...pieces])
        const server = await startHostile(socket => socket.end(bytes))
        const judging = checkedHere({ url: server.url, tolerance: { wait_ms: 100, head_ms: 100 } }, ['HTTP-01', 'FRM-01', 'FRM-13'])
        // Not one byte is not an answer.
        if (bytes.length === 0) {
          await assert.rejects(judging, UnreachableError)
          return server.stop()
        }
        const { report, own_ms } = await judging
        await server.stop()
        assert.equal(report.verdicts.length, 3)
        assert.deepEqual(
          report.verdicts.filter(({ verdict }) => verdict === 'error'),
          [],
        )
        assert.ok(own_ms < 10_000)
      }),
      { numRuns: 40 },
    )
  })
})
