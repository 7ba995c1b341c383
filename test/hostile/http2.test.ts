import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { http2 } from '../../wire/index.js'
import { checkedHere, receivedBytes } from './checked-here.js'
import { flood, STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const MIB = 1 << 20

/** An HTTP/1.1 server that answers the preface of HTTP/2 in a way of its own; judged by what HTTP/2 is judged by. */
const judged = async (answer: (socket: Socket) => void) => {
  const server = await startHostile((socket, head) => {
    if (head.startsWith('PRI * HTTP/2.0')) answer(socket)
    else socket.write(`${STREAM_HEAD}\r\ndata: x\n\n`)
  })
  const outcome = await checkedHere({ url: server.url }, ['HTTP-01', 'HTTP-18', 'HTTP-19'])
  assert.deepEqual(
    outcome.report.verdicts.filter(({ verdict }) => verdict === 'error'),
    [],
  )
  assert.ok(outcome.own_ms < 10_000)
  for (const bytes of receivedBytes(outcome.lines).values()) assert.ok(bytes <= 4 * MIB + 128 * 1024)
  return outcome
}

const isNoHttp2 = async (answer: (socket: Socket) => void): Promise<void> => {
  const { verdict } = await judged(answer)
  assert.equal(verdict('HTTP-01').verdict, 'pass')
  for (const id of ['HTTP-18', 'HTTP-19']) assert.equal(verdict(id).verdict, 'not-applicable')
}

/** Literal with incremental indexing, then the same field again and again by its index: each byte stands for four thousand (RFC 7541 §6). */
const hpackBomb = (): Buffer => {
  const name = Buffer.from('x')
  const value = Buffer.alloc(3900, 'y')
  const length = Buffer.from([0x7f, ((value.length - 127) % 128) | 0x80, Math.floor((value.length - 127) / 128)])
  const entry = Buffer.concat([Buffer.from([0x40, name.length]), name, length, value])
  return Buffer.concat([Buffer.from([0x88]), entry, Buffer.alloc(12_000, 0xbe)])
}

const headersFrame = (block: Buffer, streamId = 1): Buffer => {
  const head = Buffer.alloc(9)
  head.writeUIntBE(block.length, 0, 3)
  head.writeUInt8(1, 3)
  head.writeUInt8(4, 4)
  head.writeUInt32BE(streamId, 5)
  return Buffer.concat([head, block])
}

const settings = Buffer.from(http2.settings([]))
const status200 = headersFrame(Buffer.from([0x88]))
const ping = Buffer.concat([Buffer.from([0, 0, 8, 6, 0, 0, 0, 0, 0]), Buffer.alloc(8)])

describe('the answer to the preface of HTTP/2', () => {
  afterEach(stopServers)

  it('by garbage is no HTTP/2', () => isNoHttp2(socket => socket.write('what?\r\n')))
  it('by garbage without end is no HTTP/2', () => isNoHttp2(socket => flood(socket, randomBytes(65_536))))
  it('by settings and then nothing is no answer', () => isNoHttp2(socket => socket.write(settings)))
  it('by settings without end is no answer', () =>
    isNoHttp2(socket => flood(socket, Buffer.concat(Array.from({ length: 7000 }, () => settings)))))
  it('by pings without end, none of our answers taken, is no answer', () =>
    isNoHttp2(socket => {
      socket.pause()
      socket.write(settings)
      flood(socket, Buffer.concat(Array.from({ length: 4000 }, () => ping)))
    }))
  it('by a frame of 16 MiB is no answer', () =>
    isNoHttp2(socket => flood(socket, Buffer.concat([settings, Buffer.from('ffffff010400000001', 'hex'), Buffer.alloc(65_536)]))))
  it('by a field section that expands a thousand times is no answer', () =>
    isNoHttp2(socket => socket.write(Buffer.concat([settings, headersFrame(hpackBomb())]))))

  it('by a status that is no number fails where the status is looked at', async () => {
    const bad = headersFrame(Buffer.concat([Buffer.from([0x08, 3]), Buffer.from('abc')]))
    const { verdict } = await judged(socket => socket.write(Buffer.concat([settings, bad])))
    assert.equal(verdict('HTTP-01').verdict, 'fail')
  })

  it('by a head again and again is judged by the first', async () => {
    const { verdict } = await judged(socket => {
      socket.write(settings)
      flood(socket, Buffer.concat(Array.from({ length: 6000 }, () => status200)))
    })
    assert.equal(verdict('HTTP-18').verdict, 'pass')
  })

  it('by data of one byte a frame is judged', async () => {
    const frame = Buffer.from(http2.data(1, Buffer.from('\n'), false))
    const { verdict } = await judged(socket => {
      socket.write(Buffer.concat([settings, status200]))
      flood(socket, Buffer.concat(Array.from({ length: 6000 }, () => frame)))
    })
    assert.equal(verdict('HTTP-18').verdict, 'pass')
  })
})
