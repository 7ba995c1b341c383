import { strict as assert } from 'node:assert'
import { createServer, type Http2Server } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { createFrameReader, FLAG, FRAME, type FrameSink, http2, SETTING } from '../../wire/index.js'
import { cut, pieces } from './splitting.js'

type Told = [callback: string, what: unknown]

function listen(parts: Uint8Array[]): Told[] {
  const told: Told[] = []
  const names = ['frame', 'headers', 'settings', 'ping', 'goaway', 'rstStream', 'windowUpdate', 'fault'] as const
  const entries = names.map(name => [name, (what: unknown) => told.push([name, what])])
  const sink: FrameSink = {
    ...Object.fromEntries(entries),
    endStream: (streamId, offset) => told.push(['endStream', { streamId, offset }]),
    data: (streamId, bytes, offset) => {
      for (const [index, byte] of bytes.entries()) told.push(['data', { streamId, byte, offset: offset + index }])
    },
  }
  const reader = createFrameReader(sink)
  for (const [index, part] of parts.entries()) reader.push(part, index)
  reader.close(parts.length)
  return told
}

function rawFrame(type: number, flags: number, streamId: number, payload: Uint8Array | string = ''): Buffer {
  const octets = Buffer.from(typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload)
  const header = Buffer.alloc(9)
  header.writeUIntBE(octets.length, 0, 3)
  header[3] = type
  header[4] = flags
  header.writeUInt32BE(streamId, 5)
  return Buffer.concat([header, octets])
}

const settings = http2.settings([])
const after = (...frames: Uint8Array[]) => listen([settings, ...frames]).slice(2)
const faultsOf = (...frames: Uint8Array[]) =>
  after(...frames).flatMap(([name, what]) => (name === 'fault' ? [(what as { what: string }).what] : []))
const fields = [
  { name: ':status', value: '200' },
  { name: 'connection', value: 'keep-alive' },
  { name: 'x', value: '\xff\x00é'.repeat(100) },
]

describe('HTTP/2 frames', () => {
  it('that are encoded are read as they were, at any cut', () => {
    const stream = Buffer.concat([
      http2.settings([[SETTING.initialWindowSize, 2 ** 31 - 1]]),
      http2.settingsAck(),
      http2.headers(1, fields, false),
      http2.headers(3, [{ name: 'long', value: 'v'.repeat(40_000) }], true),
      rawFrame(FRAME.data, FLAG.padded, 1, '\x03data: x\n\nPPP'),
      http2.data(1, Buffer.from('data: y'), true),
      http2.windowUpdate(0, 65_535),
      http2.pingAck(Buffer.from('12345678')),
      rawFrame(0xee, 0, 5, 'unknown'),
      http2.rstStream(1, 8),
      http2.goaway(3, 2),
    ])
    const whole = listen([stream])
    const named = (name: string) => whole.filter(([callback]) => callback === name).map(([, what]) => what)
    assert.deepEqual(named('fault'), [])
    assert.deepEqual((named('headers')[0] as { fields: unknown }).fields, fields)
    assert.equal((named('headers')[1] as { fields: { value: string }[] }).fields[0]?.value.length, 40_000)
    const data = named('data') as { byte: number; offset: number }[]
    assert.equal(Buffer.from(data.map(({ byte }) => byte)).toString(), 'data: x\n\ndata: y')
    assert.ok(data.every(({ byte, offset }) => stream[offset] === byte))
    assert.deepEqual(
      named('endStream').map(what => (what as { streamId: number }).streamId),
      [3, 1],
    )
    assert.equal(named('goaway').length + named('rstStream').length + named('ping').length + named('windowUpdate').length, 4)
    const property = fc.property(fc.array(fc.nat(), { maxLength: 12 }), places => assert.deepEqual(listen(cut(stream, places)), whole))
    fc.assert(property, { numRuns: 50 })
  })

  it('may be any bytes, and are told the same at any cut', () => {
    const frame = fc
      .tuple(
        fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 42),
        fc.constantFrom(0, 1, 4, 5, 8, 12, 13, 0x20, 0x2c),
        fc.constantFrom(0, 1, 3),
        fc.uint8Array({ maxLength: 12 }),
      )
      .map(([type, flags, streamId, payload]) => rawFrame(type, flags, streamId, payload))
    const stream = fc.array(frame, { maxLength: 8 }).map(frames => Buffer.concat([settings, ...frames]))
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (whole, places) =>
        assert.deepEqual(listen(cut(whole, places)), listen([whole])),
      ),
      { numRuns: 3000 },
    )
    fc.assert(fc.property(pieces(fc.uint8Array({ maxLength: 200 })), parts => void listen(parts)))
  })

  it('with any field block never throw', () => {
    const property = fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }), blocks => {
      after(...blocks.map(block => rawFrame(FRAME.headers, FLAG.endHeaders, 1, block)))
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('that deviate are told', () => {
    assert.deepEqual(listen([Buffer.from('HTTP/1.1 400 Bad Request\r\n')]).at(-1), [
      'fault',
      { what: 'not-http2', streamId: 0x312e3120 & 0x7fffffff, offset: 0 },
    ])
    assert.deepEqual(faultsOf(rawFrame(FRAME.data, 0, 0, 'x')), ['stream-id'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.ping, 0, 0, 'short')), ['frame-size'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.data, FLAG.padded, 1, '\x05abc')), ['padding'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.headers, 0, 1, ''), http2.pingAck(Buffer.alloc(8))), ['continuation'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.continuation, FLAG.endHeaders, 1, '')), ['continuation'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.data, 0, 1, Buffer.alloc(20_000))), ['frame-too-large'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.headers, FLAG.endHeaders, 1, '\xbf\xff')), ['field-section'])
    assert.deepEqual(faultsOf(rawFrame(FRAME.data, 0, 1, 'abc').subarray(0, 10)), ['incomplete'])
    const endless = [
      rawFrame(FRAME.headers, 0, 1, Buffer.alloc(16_000)),
      ...Array.from({ length: 9 }, () => rawFrame(FRAME.continuation, 0, 1, Buffer.alloc(16_000))),
    ]
    assert.deepEqual(faultsOf(...endless), ['head-too-long'])
  })

  it('cannot make a few bytes of field block into megabytes', () => {
    const long = Buffer.concat([Buffer.from([0x40, 1, 0x78, 0x7f, 0xa1, 0x1e]), Buffer.alloc(127 + 0x21 + 0x1e * 128 - 0, 'v')])
    const bomb = rawFrame(FRAME.headers, FLAG.endHeaders, 3, Buffer.alloc(16_000, 0xbe))
    assert.deepEqual(faultsOf(rawFrame(FRAME.headers, FLAG.endHeaders, 1, long), bomb), ['field-section'])
  })

  it("carry a conversation with Node's own server", async () => {
    const server: Http2Server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-long': 'a'.repeat(300) })
      response.write('data: 1\n\n')
      response.end('data: 2\n\n')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const answer = await new Promise<{ fields: { name: string; value: string }[]; body: string }>((resolve, reject) => {
      const seen = { fields: [] as { name: string; value: string }[], body: '' }
      const reader = createFrameReader({
        settings: ({ ack }) => ack || socket.write(http2.settingsAck()),
        headers: section => seen.fields.push(...section.fields),
        data: (_streamId, bytes) => {
          seen.body += Buffer.from(bytes).toString()
        },
        endStream: () => resolve(seen),
        fault: fault => reject(new Error(fault.what)),
      })
      socket.on('data', bytes => reader.push(bytes, 0))
      const request = [':method GET', ':scheme http', ':path /', ':authority localhost', 'accept text/event-stream'].map(line => {
        const [name = '', value = ''] = line.split(' ')
        return { name, value }
      })
      socket.write(Buffer.concat([http2.preface(), http2.settings([[SETTING.enablePush, 0]]), http2.headers(1, request, true)]))
    }).finally(() => {
      socket.destroy()
      server.close()
    })
    assert.equal(answer.body, 'data: 1\n\ndata: 2\n\n')
    assert.ok(answer.fields.some(({ name, value }) => name === ':status' && value === '200'))
    assert.ok(answer.fields.some(({ name, value }) => name === 'x-long' && value === 'a'.repeat(300)))
  })
})
