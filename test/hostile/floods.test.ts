import { strict as assert } from 'node:assert'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createLive } from '../../record/live.js'
import type { RecordingLine } from '../../schemas/index.js'
import { byTurns } from '../turn.js'
import { checkedApart, LEAVES_WITHIN_MS } from './checked.js'
import { receivedBytes } from './checked-here.js'
import { type Answer, flood, repeated, STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

const MIB = 1 << 20
const LIMIT_BYTES = 4 * MIB
// What the socket delivers at once may pass the limit.
const AT_ONCE_BYTES = 128 * 1024
// A quick run watches for 6 s; what was recorded is then read twice, for facts and for excerpts. A machine that stutters gets the rest.
const WALL_MS = 60_000
// Node itself, with the compiler that runs the tests, takes about 300.
const MOST_MIB = 700

/** A quick run against it ends in bounded time and memory, is judged, leaves nothing open, and no connection was recorded past the limit. */
const isBounded = async (answer: Answer, hooks = false) => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
  try {
    const server = await startHostile(answer)
    const recording = join(folder, 'recording.ndjson')
    const publish = { url: server.url.replace('/events', '/publish'), body: { data: '{{data}}' } }
    const config = { url: server.url, tolerance: { wait_ms: 700 }, ...(hooks ? { hooks: { publish } } : {}) }
    const checked = await checkedApart({ config, quick: true, recording })
    assert.equal(checked.exit_code, 0, checked.stderr)
    assert.equal(checked.error, undefined)
    assert.ok(checked.own_ms < WALL_MS, `${checked.own_ms} ms`)
    assert.ok(checked.most_mib < MOST_MIB, `${checked.most_mib} MiB`)
    assert.ok(checked.leaving_ms < LEAVES_WITHIN_MS, `${checked.leaving_ms} ms to leave`)
    assert.ok(statSync(recording).size < 800 * MIB)
    const lines = readFileSync(recording, 'utf8')
      .split('\n')
      .filter(line => line !== '')
    const received = receivedBytes(lines.map(line => JSON.parse(line) as RecordingLine))
    for (const [connection, bytes] of received) {
      if (!connection.startsWith('large-events') && !connection.startsWith('heartbeat-meets'))
        assert.ok(bytes <= LIMIT_BYTES + AT_ONCE_BYTES, `${connection}: ${bytes}`)
    }
    const sum_bytes = [...received.values()].reduce((sum, bytes) => sum + bytes, 0)
    return { checked, received, length_ratio: statSync(recording).size / sum_bytes }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const stream =
  (piece: Buffer, fields = '', first = ''): Answer =>
  socket => {
    socket.write(`${STREAM_HEAD}${fields}\r\n${first}`)
    flood(socket, piece)
  }

/** Streams flood, and what is published to succeeds, so that every scenario that publishes has its connections flooded too. */
const streamAndPublish =
  (answer: Answer): Answer =>
  (socket, head, number) => {
    if (head.startsWith('POST /publish')) socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    else answer(socket, head, number)
  }

const bomb = gzipSync(Buffer.alloc(256 * MIB, 'data: xxxxxxxx\n\n'), { level: 9 })

describe('a stream without measure', () => {
  const inTurn = byTurns()
  afterEach(stopServers)

  inTurn('of one line that never ends is recorded up to 4 MiB', async () => {
    const { received } = await isBounded(stream(repeated('x'), '', 'data: '))
    assert.ok((received.get('idle-1') ?? 0) >= LIMIT_BYTES)
  })

  inTurn('of content that is no event is recorded up to 4 MiB', async () => {
    const { checked } = await isBounded(stream(repeated('<p>no event at all</p>\n')))
    assert.equal(checked.verdicts['LIF-08b']?.verdict, 'fail')
  })

  inTurn('of events at full speed is judged', async () => {
    const { checked } = await isBounded(stream(repeated('data: x\n\n')))
    assert.equal(checked.verdicts['FRM-01']?.verdict, 'pass')
  })

  inTurn('of empty events after one long id keeps that id once', () =>
    isBounded(stream(repeated('data:\n\n'), '', `id: ${'i'.repeat(4000)}\n\n`)).then(() => {}),
  )

  inTurn('of comments at full speed is judged', async () => {
    const { checked } = await isBounded(stream(repeated(':\n\n')))
    assert.equal(checked.verdicts['FRM-02']?.verdict, 'pass')
  })

  inTurn('of NULs makes a recording not much longer than what came', async () => {
    const { length_ratio } = await isBounded(stream(repeated('\0'), '', 'data: '))
    assert.ok(length_ratio < 2, `${length_ratio}`)
  })

  inTurn('of chunks of one byte is judged', () =>
    isBounded(stream(repeated('1\r\nx\r\n'), 'Transfer-Encoding: chunked\r\n')).then(() => {}),
  )

  inTurn('of beginnings of markers costs little more than one of markers', () => {
    const costs_us = (data: string): (() => number) => {
      const events = repeated(`data: ${data}\n\n`, MIB)
      return () => {
        const live = createLive('GET', 8 * MIB, () => {})
        live.push(Buffer.from(`${STREAM_HEAD}\r\n`), 0)
        const began = process.cpuUsage()
        live.push(events, 0)
        const { user, system } = process.cpuUsage(began)
        assert.ok(live.events > 200)
        return user + system
      }
    }
    const beginnings = costs_us('ssespec-00000000-'.repeat(240))
    const markers = costs_us('ssespec-00000000-ab-1.'.repeat(186))
    const rounds = Array.from({ length: 8 }, () => [beginnings(), markers()] as const)
    const ratio = Math.min(...rounds.map(([one]) => one)) / Math.min(...rounds.map(([, other]) => other))
    // 2 to 3 as seen; where no part of what is looked for is bounded, 23 and more.
    assert.ok(ratio < 10, `${ratio}`)
  })

  inTurn('of events on every connection at once, of those that publish too, is judged', async () => {
    const answer = streamAndPublish(stream(repeated('id: 1\ndata: {"a":"b"}\n\n')))
    const { received } = await isBounded(answer, true)
    assert.ok(received.size > 25)
  })

  inTurn('of gzip that expands a thousand times, though identity was asked for, is given up', async () => {
    const { checked } = await isBounded(socket =>
      socket.write(Buffer.concat([Buffer.from(`${STREAM_HEAD}Content-Encoding: gzip\r\n\r\n`), bomb])),
    )
    assert.notEqual(checked.verdicts['HTTP-11b']?.verdict, 'pass')
  })

  inTurn('of gzip that expands a thousand times, on every connection and published to, is given up', async () => {
    const answer = streamAndPublish(socket =>
      socket.write(Buffer.concat([Buffer.from(`${STREAM_HEAD}Content-Encoding: gzip\r\n\r\n`), bomb])),
    )
    const { checked } = await isBounded(answer, true)
    assert.equal(checked.verdicts['HTTP-11']?.verdict, 'inconclusive')
    assert.equal(checked.verdicts['HTTP-12']?.verdict, 'warn')
  })
})
