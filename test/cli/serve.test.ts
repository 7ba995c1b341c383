import { strict as assert } from 'node:assert'
import { createServer } from 'node:net'
import { type Started, ssespec, startSsespec } from './ssespec.js'

describe('ssespec serve', () => {
  let serving: Started | undefined
  afterEach(() => serving?.signal('SIGKILL'))

  for (const [signal, ...processes] of [['SIGTERM'], ['SIGINT'], ['SIGTERM', '--processes', '2']] as const) {
    it(`says where it listens, serves, and ends with 0 on ${signal}, its streams between events ${processes.join(' ')}`, async () => {
      serving = startSsespec(['serve', '--port', '0', '--heartbeat-interval', '0.2', ...processes])
      const [, stream = ''] = await serving.says(/^Event stream +(http:\/\/127\.0\.0\.1:\d+\S+)\?channel=NAME$/m)
      const [, publish = ''] = await serving.says(/^Publish +POST (\S+)/m)
      await serving.says(/^Press Ctrl-C to stop/m)
      const response = await fetch(`${stream}?channel=a`)
      assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
      const { status } = await fetch(publish, { method: 'POST', body: JSON.stringify({ channel: 'a', data: 'told' }) })
      assert.ok(status >= 200 && status < 300, `publishing was answered ${status}`)
      serving.signal(signal)
      // Rejects where the stream is cut and not ended.
      assert.match(await response.text(), /data: told\n\n(: \n\n)*$/)
      const { code, err } = await serving.ended
      assert.deepEqual([code, err], [0, ''])
    })
  }

  it('says how many streams it can hold, and what holds more', async () => {
    serving = startSsespec(['serve', '--port', '0', '--processes', '2'])
    const [, streams = '', files = ''] = await serving.says(
      /^Holds +([\d,]+) streams: 2 processes of ([\d,]+) open files; for more: --processes 3/m,
    )
    const number = (text: string) => Number(text.replaceAll(',', ''))
    assert.ok(number(streams) > 0 && number(streams) < 2 * number(files))
    serving.signal('SIGTERM')
    assert.equal((await serving.ended).code, 0)
  })

  for (const [flags, told] of [
    [
      '--profile matrix --processes 2',
      '--processes belongs to plain event streams, and this serves the embedded homeserver: leave it out.',
    ],
    [
      '--profile matrix --one-channel',
      '--one-channel belongs to plain event streams, and this serves the embedded homeserver: leave it out.',
    ],
    ['--upstream http://a --state x', '--state belongs to the embedded homeserver, and this serves a gateway: leave it out.'],
    ['--trusted-proxy ::1', '--trusted-proxy belongs to a gateway, and this serves plain event streams: leave it out.'],
    ['--metrics-address a:1', '--metrics-address belongs to a gateway, and this serves plain event streams: leave it out.'],
    ['--upstream-ca x', '--upstream-ca belongs to a gateway, and this serves plain event streams: leave it out.'],
    [
      '--profile sse --state x',
      '--profile sse serves plain event streams, and --state serves the embedded homeserver: give one of the two.',
    ],
  ] as const) {
    it(`a flag of another kind of server is refused with 2: ${flags}`, async () => {
      const { code, err } = await ssespec(['serve', '--port', '0', ...flags.split(' ')])
      assert.deepEqual([code, err], [2, `${told}\n`])
    })
  }

  it('with a fault that there is not ends with 2, and says which there are', async () => {
    const { code, out, err } = await ssespec(['serve', '--port', '0', '--fault', 'nothing-wrong'])
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /^[^\n]*nothing-wrong[^\n]*\n$/)
  })

  it('on a port that is taken says so, and serves nothing', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    try {
      const address = taken.address()
      const port = typeof address === 'object' && address !== null ? String(address.port) : ''
      const { code, out, err } = await ssespec(['serve', '--port', port])
      assert.notEqual(code, 0)
      assert.equal(out, '')
      assert.match(err, new RegExp(`^[^\\n]*${port}[^\\n]*\\n$`))
    } finally {
      taken.close()
    }
  })
})
