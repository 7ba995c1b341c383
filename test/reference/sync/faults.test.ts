import assert from 'node:assert/strict'
import { connect } from 'node:http2'
import { faults } from '../../../reference/index.js'
import { type Client, comesToBe, control, eventually } from '../client.js'
import { field, pause, status } from '../probes/probe.js'
import { PATH, type StartedSync, startSync, stopAllSync } from './started.js'
import { TOKEN } from './toy-source.js'

const hasEvent = (client: Client) => /"one":1}/.test(client.text())

const TIMELINE = [1, 2, 3, 4, 5, 6].map(number => ({ type: 'm.room.message', event_id: `$${number}`, content: { body: 'said' } }))

/** A few of each family, to see that a part replaced for the profile sse is replaced for the stream of sync data too. */
const shows: Record<string, (started: StartedSync) => Promise<boolean>> = {
  'status-206': async ({ answered }) => status(await answered()) === 206,
  'head-withheld': async ({ ask, toy }) => {
    const client = ask()
    await pause(150)
    const withheld = client.raw().length === 0
    toy.say({ one: 1 })
    return withheld && comesToBe(client, hasEvent, 2_000)
  },
  'any-method-opens-a-stream': async ({ answered }) => status(await answered({ method: 'POST' })) === 200,
  'options-opens-a-stream': async ({ answered }) =>
    field(await answered({ method: 'OPTIONS' }), 'Content-Type').startsWith('text/event-stream'),
  'preflight-omits-last-event-id': async ({ answered }) =>
    !field(await answered({ method: 'OPTIONS' }), 'Access-Control-Allow-Headers').includes('last-event-id'),
  'errors-without-cors': async ({ answered }) => field(await answered({ token: 'no' }), 'Access-Control-Allow-Origin') === '',
  'www-authenticate-missing': async ({ answered }) => field(await answered({ token: 'no' }), 'WWW-Authenticate') === '',
  'unknown-token-403': async ({ answered }) => status(await answered({ token: 'no' })) === 403,
  'bearer-case-sensitive': async ({ answered }) =>
    status(await answered({ token: '', fields: [`authorization: bearer ${TOKEN}`] })) === 401,
  'stack-trace-in-error': async ({ answered }) => (await answered({ path: '/none' })).text().includes('"stack"'),
  'redirect-carries-token': async ({ answered }) => field(await answered(), 'Location').includes(TOKEN),
  'two-last-event-ids-crash': async ({ answered }) =>
    status(await answered({ fields: ['Last-Event-ID: s1', 'Last-Event-ID: s1'] })) === 500,
  'heartbeat-as-event': async ({ open }) =>
    comesToBe(await open({ query: '?heartbeat_interval=0.1' }), each => each.events().length > 0, 500),
  'heartbeat-put-off-by-events': async ({ open, toy }) => {
    const client = await open({ query: '?heartbeat_interval=0.4' })
    for (let index = 0; index < 5; index += 1) {
      toy.say({ index })
      await pause(200)
    }
    return !client.text().includes('\n: \n')
  },
  'heartbeats-doubled': async ({ open }) => {
    const client = await open({ query: '?heartbeat_interval=0.4' })
    await pause(900)
    return (client.text().match(/^: $/gm)?.length ?? 0) > 3
  },
  'id-in-its-own-block': async ({ open, toy }) => {
    const client = await open()
    toy.say({ one: 1 })
    await client.until(hasEvent)
    return /id: s1\n\n/.test(client.text())
  },
  'data-without-space': async ({ open, toy }) => {
    const client = await open()
    toy.say({ one: 1 })
    await client.until(hasEvent)
    return client.text().includes('data:{')
  },
  'heartbeat-inside-an-event': async ({ open, toy }) => {
    const client = await open({ query: '?heartbeat_interval=0.2' })
    toy.say({ filling: 'x'.repeat(300_000) })
    return comesToBe(client, each => /x: \n/.test(each.text()), 2_000)
  },
  'streams-never-freed': async ({ open, reference }) => {
    const client = await open()
    client.socket.destroy()
    await pause(100)
    return /streams_open 1$/m.test(await (await fetch(`${reference.url}/metrics`)).text())
  },
  'shutdown-inside-an-event': async ({ open, reference }) => {
    const client = await open()
    await control(reference, 'stop')
    await client.until(each => each.ended())
    return !client.text().endsWith('\n\n')
  },
  'error-page-in-stream': async ({ open, reference }) => {
    const client = await open()
    await control(reference, 'fail')
    await client.until(each => each.ended())
    return client.text().includes('<!DOCTYPE')
  },
  mute: async ({ open, toy }) => {
    const client = await open({ query: '?heartbeat_interval=0.1' })
    toy.say({ one: 1 })
    return (await comesToBe(client, each => each.text().includes('\n: \n'), 1_000)) && client.events().length === 0
  },
  'events-late': async ({ open, toy }) => {
    const client = await open()
    toy.say({ one: 1 })
    await pause(300)
    return client.events().length === 0 && comesToBe(client, hasEvent, 9_000)
  },
  'stream-ends-after-an-event': async ({ open, toy }) => {
    const client = await open()
    toy.say({ one: 1 })
    await client.until(hasEvent)
    return comesToBe(client, each => each.raw().toString().endsWith('0\r\n\r\n'), 500)
  },
  'one-event-in-five-lost': async ({ open, toy }) => {
    const client = await open()
    toy.say({ rooms: { join: { '!room': { timeline: { events: TIMELINE } } } } })
    await client.until(each => each.text().includes('$6'))
    return !client.text().includes('$5') && client.text().includes('$4')
  },
  'stream-ends-by-itself': async ({ open }) =>
    comesToBe(await open(), each => each.ended() || each.raw().toString().endsWith('0\r\n\r\n'), 4_000),
}

describe('faults of the stream of sync data', () => {
  afterEach(stopAllSync)

  for (const [fault, shown] of Object.entries(shows)) {
    it(`${fault} shows, and the clean server does not show it`, async () => {
      assert.equal(await shown(await startSync({ control: true })), false, 'the clean server shows it')
      assert.equal(await shown(await startSync({ control: true, fault })), true, 'the fault does not show')
    })
  }

  it('each serves both versions, and is failed, restarted and stopped', async () => {
    for (const { name, profile } of faults.filter(one => one.profile !== 'hop')) {
      const { ask, toy, reference } = await startSync({ fault: name, http2: true, control: true, heartbeat_interval_s: 0.05 })
      const session = connect(reference.url).on('error', () => undefined)
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) {
        ask({ method })
        const headers = { ':path': PATH, ':method': method, authorization: `Bearer ${TOKEN}`, 'last-event-id': 'unknown' }
        session
          .request(headers)
          .on('error', () => undefined)
          .resume()
      }
      for (const filling of ['', 'x'.repeat(100_000)]) toy.say({ filling })
      await pause(60)
      session.destroy()
      assert.deepEqual([await control(reference, 'fail'), await control(reference, 'restart')], [200, 200], name)
      await stopAllSync()
      // A fault of the profile matrix may be just that.
      if (profile === 'matrix') continue
      await eventually(() => toy.open() === 0).catch(() => assert.fail(`${name} leaves a chain open`))
    }
  })
})
