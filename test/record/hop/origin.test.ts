import { strict as assert } from 'node:assert'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startClock } from '../../../record/clock.js'
import { type Origin, startOrigin } from '../../../record/hop/origin.js'
import { createMasking } from '../../../record/masking.js'
import { type Recording, startRecording } from '../../../record/recording.js'
import { tool } from '../../../schemas/index.js'
import { folderWith, removeFolders } from '../../api/scratch.js'

const MIB = 1 << 20
const AWAITED = { scenario: 'events', label: 'first', client: 'first' }

describe('the origin behind a hop', () => {
  let recording: Recording | undefined
  let origin: Origin | undefined
  const over = new AbortController()

  before(async () => {
    const clock = startClock()
    recording = startRecording(
      join(folderWith(), 'recording.ndjson'),
      clock,
      {
        format: 'ssespec-recording/1',
        tool,
        target: 'http://there/',
        profile: 'hop',
        configuration: { url: 'http://there/' },
        clock: { resolution_ns: clock.resolution_ns },
        started: clock.started.toISOString(),
        scenarios: [],
      },
      createMasking([]),
      () => {},
    )
    origin = await startOrigin(recording, '127.0.0.1', 0, over.signal)
  })
  after(async () => {
    await origin?.close()
    recording?.close()
    removeFolders()
  })

  /** Sends this, and keeps its side open; resolves with what was answered once the origin has closed the connection. */
  const closedAfter = (bytes: string | Buffer): Promise<string> =>
    new Promise(resolve => {
      let answered = ''
      const socket = connect({ port: origin?.port ?? 0, allowHalfOpen: true }, () => socket.write(bytes))
      socket.on('data', part => {
        answered += part
      })
      socket.on('error', () => {}).on('close', () => resolve(answered))
      // Only a closed connection refuses this.
      const more = setInterval(() => socket.write('more'), 20)
      socket.on('close', () => clearInterval(more))
    })

  it('refuses what is no request of a scenario, and keeps nothing of it open', async () => {
    assert.match(await closedAfter('GET /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n'), /^HTTP\/1\.1 404 /)
    assert.match(await closedAfter('nonsense\r\n\r\n'), /^HTTP\/1\.1 404 /)
    assert.match(await closedAfter(Buffer.alloc(MIB, 'a')), /^HTTP\/1\.1 404 |^$/)
  })

  it('gives a scenario the requests with its key, and cuts off one that never ends', async () => {
    const arriving = origin?.request('key-1.', AWAITED, 5000)
    const closed = closedAfter(Buffer.concat([Buffer.from('GET /?ssespec=key-1. HTTP/1.1\r\nHost: a\r\n\r\n'), Buffer.alloc(5 * MIB, 'a')]))
    const side = await arriving
    assert.deepEqual([side?.request.method, side?.request.target], ['GET', '/?ssespec=key-1.'])
    await closed
    assert.equal(await side?.left(5000), true)
  })

  it('waits no longer than it is told, and no longer than the run', async () => {
    assert.equal(await origin?.request('key-2.', AWAITED, 20), undefined)
    const waiting = origin?.request('key-3.', AWAITED, 60_000)
    over.abort()
    assert.equal(await waiting, undefined)
  })
})
