import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { K6Result } from '../../../schemas/index.js'
import { needs } from '../../examples/needs.js'
import { type Device, start as startHomeserver, stopAll as stopHomeservers } from '../../homeserver/started.js'
import { start, stopAll } from '../../reference/started.js'
import { builtK6, type Ran, type Run, runK6 } from './process.js'

const seconds = { RAMP: '500ms', SETTLE: '500ms', DURATION: '2s', DRAIN: '1500ms' }

const publishTo = (url: string) => JSON.stringify({ url: `${url}/publish`, body: { channel: '{{source}}', data: '{{data}}' } })

/** The result, which the run must have left. */
const resultOf = ({ code, out, result }: Ran): K6Result => {
  assert.ok(result, `no result; ended with ${code}:\n${out.slice(-2000)}`)
  return result
}

/** Every stream saw each number of its source, from the first to the last published, once. */
const assertAllDelivered = (published: Record<string, number>, { deliveries, sources }: K6Result, streams: number): void => {
  const { received, missing, repeated, reordered } = deliveries
  const expected = Object.entries(published).reduce((sum, [source, last]) => {
    assert.deepEqual(sources?.[source]?.first_seq, { 1: streams }, source)
    assert.deepEqual(sources?.[source]?.last_seq, { [last]: streams }, source)
    return sum + last * streams
  }, 0)
  assert.deepEqual({ received, missing, repeated, reordered }, { received: expected, missing: 0, repeated: 0, reordered: 0 })
}

describe('the scripts of k6', () => {
  let binary = ''
  const k6 = (run: Run) => runK6(binary, run)

  before(function () {
    this.timeout(900_000) // it may have to be built
    const found = builtK6()
    if ('binary' in found) binary = found.binary
    else needs(this, false, `k6 (${found.missing})`)
  })
  afterEach(() => Promise.all([stopAll(), stopHomeservers()]))

  it('streams.js holds streams, publishes and accounts for every delivery', async () => {
    const { reference } = await start({ heartbeat_interval_s: 1 })
    const environment = {
      ...seconds,
      CONNECTIONS: '200',
      URL: `${reference.url}/events?channel=a`,
      SOURCES: '["a"]',
      RATE: '20',
      RUN: 'r1',
    }
    const run = await k6({ script: 'streams', environment: { ...environment, PUBLISH: publishTo(reference.url), PAYLOAD_BYTES: '300' } })
    const result = resultOf(run)
    assert.equal(run.code, 0, run.out)
    assert.deepEqual(result.publish?.published, { a: 40 })
    assertAllDelivered({ a: 40 }, result, 200)
    const { requested, held, failed, cut } = result.connections
    assert.deepEqual({ requested, held, failed, cut }, { requested: 200, held: 200, failed: 0, cut: 0 })
    assert.equal(result.delivery_ms.count, 8000)
    assert.ok((result.comments ?? 0) >= 3 * 200, `${result.comments} heartbeats of 200 streams`)
    assert.ok(result.bytes.received > 8000 * 300)
    assert.equal(run.metrics.sse_deliveries?.count, 8000)
    assert.equal(run.metrics.sse_bytes_received?.count, result.bytes.received)
    assert.match(run.out, /sse_delivery_ms/, "k6's own summary is printed too")
  })

  it('each stream may have a channel of its own', async () => {
    const { reference } = await start()
    const sources = Array.from({ length: 10 }, (_, n) => `c${n}`)
    const environment = {
      ...seconds,
      CONNECTIONS: '10',
      URL: `${reference.url}/events?channel=c{{n}}`,
      SOURCES: JSON.stringify(sources),
      RATE: '20',
    }
    const result = resultOf(await k6({ script: 'streams', environment: { ...environment, PUBLISH: publishTo(reference.url) } }))
    assertAllDelivered(Object.fromEntries(sources.map(name => [name, 4])), result, 1)
  })

  it('two processes hold the two parts of one numbering, and a third publishes', async () => {
    const { reference } = await start()
    const environment = {
      ...seconds,
      SETTLE: '1s',
      DRAIN: '3s',
      CONNECTIONS: '101',
      URL: `${reference.url}/events?channel=a`,
      SEGMENTS: '2',
    }
    const part = (segment: string) =>
      k6({ script: 'streams', environment, args: ['--execution-segment', segment, '--execution-segment-sequence', '0,1/2,1'] })
    const publisher = async () => {
      await new Promise(resolve => setTimeout(resolve, 2500))
      const sending = { PUBLISH: publishTo(reference.url), SOURCES: '["a"]', RATE: '10', DURATION: '2s' }
      return resultOf(await k6({ script: 'publish', environment: sending })).publish?.published ?? {}
    }
    const [one, two, published] = await Promise.all([part('0:1/2'), part('1/2:1'), publisher()])
    const [first, second] = [resultOf(one), resultOf(two)]
    assert.deepEqual([first.connections.held, second.connections.held], [51, 50])
    assertAllDelivered(published, first, 51)
    assertAllDelivered(published, second, 50)
  })

  it('Ctrl-C ends it, and what was counted stays counted', async () => {
    const { reference, publish } = await start()
    const environment = { ...seconds, DURATION: '10m', CONNECTIONS: '50', URL: `${reference.url}/events?channel=a` }
    const started = async (interrupt: () => void) => {
      const until = Date.now() + 20_000
      const open = async () => (await (await fetch(`${reference.url}/metrics`)).text()).match(/^\w*streams_open\S* (\d+)/m)?.[1]
      while ((await open()) !== '50' && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 100))
      for (const seq of [1, 2, 4]) await publish({ channel: 'a', data: `ssespec:any:a:${seq}:${Date.now() * 1000};` })
      await new Promise(resolve => setTimeout(resolve, 2_000))
      interrupt()
    }
    const run = await k6({ script: 'streams', environment, started })
    const result = resultOf(run)
    assert.equal(result.interrupted, true)
    assert.equal(result.connections.held, 50)
    assert.equal(result.deliveries.received, 150)
    assert.equal(result.deliveries.missing, 50)
    assert.deepEqual(result.sources?.a, { streams: 50, first_seq: { 1: 50 }, last_seq: { 4: 50 } })
    // What k6 itself sums up comes by another way: metrics of a virtual user that has ended are dropped.
    assert.equal(run.metrics.sse_deliveries?.count, 150)
    assert.equal(run.metrics.sse_lost?.value, 50)
  })

  it('more connections than files are told before the start', async () => {
    const { reference } = await start()
    const environment = { ...seconds, CONNECTIONS: '1000', URL: `${reference.url}/events` }
    const run = await k6({ script: 'streams', environment, files: 500 })
    assert.match(run.out, /1000 connections need 1100 open files, and this process may open 500: run `ulimit -n 1100`/)
    assert.equal(run.result?.requests ?? 0, 0)
  })

  it('an option that does not exist is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ssespec-k6-script-'))
    const script = join(folder, 'script.js')
    writeFileSync(
      script,
      `import { EventSources } from 'k6/x/eventsource'\nexport default () => new EventSources('http://127.0.0.1:1', { conections: 5 })\n`,
    )
    const { out } = await k6({ script })
    rmSync(folder, { recursive: true })
    assert.match(out, /unknown field .{0,3}conections/)
  })

  it("the issue's script shows events to onEvent, not all of them", async () => {
    const { reference } = await start()
    const folder = mkdtempSync(join(tmpdir(), 'ssespec-k6-script-'))
    const script = join(folder, 'script.js')
    writeFileSync(
      script,
      `import { EventSources, Publisher, summary } from 'k6/x/eventsource'
       export default async function () {
         const streams = new EventSources(__ENV.URL, { connections: 50, ramp: '100ms' })
         let shown = 0
         streams.onEvent = e => { shown += 1; if (shown === 1) console.log('shown', e.type, e.data.slice(0, 13), e.lastEventId !== '') }
         const publisher = new Publisher({ url: __ENV.PUBLISH_URL, body: { channel: 'a', data: '{{data}}' }, sources: ['a'], ratePerSecond: 50, run: 'r' })
         setTimeout(() => publisher.publish('1s'), 800)
         await streams.hold('3s')
         console.log('total', summary().deliveries.received, shown > 1 && shown < 100)
       }`,
    )
    const { out } = await k6({ script, environment: { URL: `${reference.url}/events?channel=a`, PUBLISH_URL: `${reference.url}/publish` } })
    rmSync(folder, { recursive: true })
    assert.match(out, /shown message ssespec:r:a:1 true/)
    assert.match(out, /total 2500 true/)
  })

  for (const [name, more] of Object.entries({
    'kept open': {},
    'opened for each request': { KEEPALIVE: '0' },
    'of HTTP/2': { HTTP: '2' },
  })) {
    it(`longpoll.js polls channels of the reference, connections ${name}`, async () => {
      const { reference } = await start({ http2: true })
      const environment = {
        ...seconds,
        ...more,
        CONNECTIONS: '20',
        URL: `${reference.url}/poll/a?timeout=5000`,
        SOURCES: '["a"]',
        RATE: '5',
      }
      const result = resultOf(await k6({ script: 'longpoll', environment: { ...environment, PUBLISH: publishTo(reference.url) } }))
      assertAllDelivered({ a: 10 }, result, 20)
      assert.deepEqual([result.connections.held, result.connections.failed], [20, 0])
      assert.equal(result.empty_responses, 0)
      const connected = result.connect_ms?.count
      assert.equal(connected, { 'kept open': 20, 'opened for each request': result.requests, 'of HTTP/2': 1 }[name])
    })
  }

  it('polling.js asks at an interval, and counts the answers that hold nothing', async () => {
    const { reference } = await start()
    const environment = {
      ...seconds,
      CONNECTIONS: '10',
      URL: `${reference.url}/poll/a?timeout=0`,
      SOURCES: '["a"]',
      RATE: '1',
      INTERVAL: '200ms',
    }
    const result = resultOf(await k6({ script: 'polling', environment: { ...environment, PUBLISH: publishTo(reference.url) } }))
    assertAllDelivered({ a: 2 }, result, 10)
    assert.ok((result.empty_responses ?? 0) > 10 * 5, `${result.empty_responses} empty of ${result.requests}`)
    assert.ok(result.requests < 10 * 30, `${result.requests} requests`)
  })

  it('websocket.js counts the same', async () => {
    const { reference } = await start()
    const url = `${reference.url.replace('http', 'ws')}/ws/a`
    const environment = { ...seconds, CONNECTIONS: '20', URL: url, SOURCES: '["a"]', RATE: '10' }
    const result = resultOf(await k6({ script: 'websocket', environment: { ...environment, PUBLISH: publishTo(reference.url) } }))
    assertAllDelivered({ a: 20 }, result, 20)
    assert.equal(result.connections.held, 20)
  })

  describe('against a homeserver', () => {
    const members = async (): Promise<{ url: string; speaker: Device; room: string; accounts: string }> => {
      const { reference, register } = await startHomeserver()
      const speaker = await register()
      const room = await speaker.createRoom({ preset: 'public_chat' })
      const listeners = await Promise.all(Array.from({ length: 5 }, () => register()))
      for (const listener of listeners) await listener.ok('POST', `/join/${encodeURIComponent(room)}`, {})
      const accounts = join(mkdtempSync(join(tmpdir(), 'ssespec-k6-accounts-')), 'accounts.json')
      writeFileSync(
        accounts,
        JSON.stringify(listeners.map(({ access_token }) => ({ headers: { Authorization: `Bearer ${access_token}` } }))),
      )
      return { url: reference.url, speaker, room, accounts }
    }
    for (const [script, path] of Object.entries({ streams: 'sync/sse', longpoll: 'sync?timeout=5000' })) {
      it(`${script}.js on /${path} delivers what was said in a room`, async () => {
        const { url, speaker, room, accounts } = await members()
        const v3 = `${url}/_matrix/client/v3`
        const publish = {
          url: `${v3}/rooms/{{target}}/send/m.room.message/{{run}}-{{seq}}`,
          method: 'PUT',
          headers: { Authorization: `Bearer ${speaker.access_token}` },
          body: { msgtype: 'm.text', body: '{{data}}' },
        }
        const environment = { ...seconds, CONNECTIONS: '10', ACCOUNTS: accounts, URL: `${v3}/${path}`, RATE: '10', RUN: 'r1' }
        const sources = JSON.stringify([{ name: 'room', target: room }])
        const result = resultOf(await k6({ script, environment: { ...environment, SOURCES: sources, PUBLISH: JSON.stringify(publish) } }))
        assertAllDelivered({ room: 20 }, result, 10)
        assert.equal(result.connections.held, 10)
      })
    }
  })
})
