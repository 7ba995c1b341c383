import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as passed } from 'node:timers/promises'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { generate } from 'selfsigned'
import { startClock } from '../../record/clock.js'
import { openConnection } from '../../record/connection.js'
import { createMasking } from '../../record/masking.js'
import { startRecording } from '../../record/recording.js'

/** What the server saw of a connection over TLS that we leave. */
const seen = async (server: Server, leave: 'cut' | 'done'): Promise<string> => {
  const recording = startRecording(
    '/dev/null',
    startClock(),
    {
      format: 'ssespec-recording/1',
      tool: { name: 'ssespec', version: '0.0.0' },
      target: '',
      profile: 'sse',
      configuration: {},
      clock: { resolution_ns: 1 },
      started: '',
      scenarios: [],
    },
    createMasking([]),
    () => {},
  )
  const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>
  const { port } = server.address() as AddressInfo
  const gone = { told: () => {} }
  const left = new Promise<void>(resolve => {
    gone.told = resolve
  })
  const connection = await openConnection(
    recording,
    'one',
    { host: '127.0.0.1', port, secure: true, insecure: true },
    {
      alpn: ['http/1.1'],
      limit_bytes: 1000,
      deadline_ms: 5000,
      signal: new AbortController().signal,
      content: () => [],
      onBytes: () => {},
      onGone: () => gone.told(),
    },
  )
  assert.equal(connection.refused, undefined)
  const [socket] = await accepted
  const saw = new Promise<string>(resolve => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    socket.on('end', () => resolve('end'))
    socket.resume()
  })
  await passed(50)
  connection[leave]()
  const what = await saw
  await left
  assert.equal(connection.how, leave)
  recording.close()
  return what
}

describe('a connection over TLS', () => {
  let server: Server
  before(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
    server = createServer({ key, cert, ALPNProtocols: ['http/1.1'] })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => server.close())

  it('that we cut is reset, as one without TLS is', async () => assert.equal(await seen(server, 'cut'), 'ECONNRESET'))
  it('that we leave is ended', async () => assert.equal(await seen(server, 'done'), 'end'))
})
