import assert from 'node:assert/strict'
import { ownTime } from '../own-time.js'
import { eventually } from '../reference/client.js'
import { field, pause, status } from '../reference/probes/probe.js'
import { eventsOf, startGateway, stopAllGateways } from './started.js'

const counts = { device_one_time_keys_count: { signed_curve25519: 50 }, device_unused_fallback_key_types: [] }

describe('the stream of the gateway', () => {
  afterEach(stopAllGateways)

  it('is the chain of upstream responses, and those that say nothing are passed over', async () => {
    const { open, toy } = await startGateway({ upstream_poll_s: 0.1 })
    const client = await open()
    await client.until(each => each.events().length === 1)
    await pause(350)
    const hollow = { rooms: { join: {}, leave: {} }, presence: { events: [] }, to_device: { events: [] }, device_lists: { changed: [] } }
    toy.say(hollow)
    await pause(50)
    const data = { account_data: { events: [{ type: 'a', content: {} }] } }
    toy.say(data)
    await client.until(each => each.events().length === 2)
    toy.say({ rooms: { leave: { '!a': {} } } })
    await client.until(each => each.events().length === 3)
    toy.say({ device_one_time_keys_count: { signed_curve25519: 49 } })
    await client.until(each => each.events().length === 4)
    const changed = { ...counts, device_one_time_keys_count: { signed_curve25519: 49 } }
    assert.deepEqual(eventsOf(client).slice(0, 4), [
      ['s0', { next_batch: 's0', ...counts }],
      ['s2', { next_batch: 's2', ...counts, ...data }],
      ['s3', { next_batch: 's3', ...counts, rooms: { leave: { '!a': {} } } }],
      ['s4', { next_batch: 's4', ...changed }],
    ])
    assert.ok(toy.syncs.length > 4, 'it polled')
  })

  it('passes parameters on, full_state once, and the token of each response to the next call', async () => {
    const { open, toy } = await startGateway({ upstream_poll_s: 0.1 })
    toy.say({})
    const filter = '{"room":{"timeline":{"limit":3}}}'
    const query = `?filter=${encodeURIComponent(filter)}&full_state=true&set_presence=offline&use_state_after=true&since=s9&timeout=1`
    await open({ query, fields: ['Last-Event-ID: s0'] })
    await eventually(() => toy.syncs.length >= 3)
    const asked = toy.syncs.map(({ searchParams }) => Object.fromEntries(searchParams))
    const always = { filter, set_presence: 'offline', use_state_after: 'true' }
    assert.deepEqual(asked[0], { timeout: '0', since: 's0', full_state: 'true', ...always })
    assert.deepEqual(asked[1], { timeout: '100', since: 's1', ...always })
  })

  it('a refusal before the head is passed on as it is', async () => {
    const { answered, toy } = await startGateway()
    const unknown = await answered({ token: 'no' })
    assert.deepEqual(
      [status(unknown), JSON.parse(unknown.content().toString())],
      [401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Unknown token', soft_logout: false }],
    )
    assert.match(field(unknown, 'WWW-Authenticate'), /^Bearer/)
    const bad = await answered({ fields: ['Last-Event-ID: nonsense'] })
    assert.deepEqual([status(bad), JSON.parse(bad.content().toString()).error], [400, 'Invalid since'])
    toy.script = (_request, response, { pathname }) => {
      if (!pathname.endsWith('/sync')) return false
      response.writeHead(429, { 'Retry-After': '7' }).end('{"errcode":"M_LIMIT_EXCEEDED","error":"slow","retry_after_ms":7000}')
      return true
    }
    const limited = await answered()
    assert.deepEqual([status(limited), field(limited, 'Retry-After')], [429, '7'])
    toy.script = (_request, response) => Boolean(response.writeHead(502).end('<html>nginx at 10.0.0.1</html>'))
    const broken = await answered()
    assert.deepEqual([status(broken), JSON.parse(broken.content().toString()).errcode], [502, 'M_UNKNOWN'])
    assert.ok(!broken.raw().includes('nginx'))
    toy.script = (_request, response) => Boolean(response.writeHead(302, { Location: 'http://elsewhere.test/' }).end())
    assert.equal(status(await answered()), 502)
    await toy.stop()
    const down = await answered()
    assert.deepEqual([status(down), field(down, 'Access-Control-Allow-Origin')], [502, '*'])
  })

  it('the head and heartbeats come at once while the first response is slow, and then the response', async () => {
    const { open, toy } = await startGateway()
    let answer = () => {}
    toy.script = (_request, response, { pathname }) => {
      if (!pathname.endsWith('/sync')) return false
      toy.script = undefined
      answer = () => void response.end('{"next_batch":"s0","slow":true}')
      return true
    }
    const client = await open({ query: '?heartbeat_interval=0.2' })
    await client.until(each => each.text().split(': \n\n').length > 3)
    answer()
    await client.until(each => each.events().length === 1)
    assert.match(client.text(), /^retry: 1000\n\n(: \n\n){3,}id: s0\n/)
  })

  it('a slow refusal of the first response ends the stream at an event boundary', async () => {
    const { open, toy } = await startGateway()
    toy.script = (_request, response, { pathname }) => {
      if (!pathname.endsWith('/sync')) return false
      setTimeout(() => response.writeHead(400).end('{"errcode":"M_UNKNOWN","error":"bad"}'), 900)
      return true
    }
    const client = await open()
    await client.until(each => each.ended())
    assert.equal(client.text(), 'retry: 1000\n\n')
  })

  it('rides out errors, resets, garbage and a restart of the upstream, and says nothing of it', async () => {
    const { open, toy, metric } = await startGateway({ upstream_poll_s: 0.1 })
    const client = await open()
    await client.until(each => each.events().length === 1)
    const said = (status: string, content: string) => `HTTP/1.1 ${status}\r\nContent-Length: ${content.length}\r\n\r\n${content}`
    const troubles = [
      said('500 Oh', '{"errcode":"M_UNKNOWN","error":"Oh"}'),
      said('200 OK', '{"next_batch":"a\\nid: x","a":1}'),
      said('200 OK', '{"next_batch":" a","a":1}'),
      said('200 OK', '{"next_batch":"","a":1}'),
      said('200 OK', '<htm>'),
      said('200 OK', '{"next_batch":1}'),
      said('200 OK', '["next_batch"]'),
      said('200 OK', '{"next_batch":"s').replace('16', '99'),
      '',
    ]
    let met = 0
    toy.script = (_request, response) => {
      const { socket } = response
      socket?.end(troubles[met % troubles.length] ?? '')
      socket?.destroySoon()
      met += 1
      return true
    }
    await eventually(() => met >= 5)
    await toy.stop()
    await pause(500)
    toy.script = undefined
    await toy.restart()
    toy.say({ after: 'trouble' })
    await client.until(each => each.text().includes('trouble'))
    assert.equal(client.events().length, 2)
    assert.ok((await metric('ssespec_gateway_upstream_retries_total')) >= 5)
    assert.ok((await metric('ssespec_gateway_upstream_errors_total')) >= 1)
  })

  it('an upstream that keeps failing is asked ever more slowly', async () => {
    const { open, toy } = await startGateway({ upstream_poll_s: 0.1 })
    const client = await open()
    await client.until(each => each.events().length === 1)
    let asked = 0
    toy.script = (_request, response) => {
      asked += 1
      return Boolean(response.writeHead(503).end())
    }
    await pause(3_000)
    assert.ok(asked >= 2 && asked <= 7, `${asked}`)
    assert.equal(client.events().length, 1)
  })

  it('an upstream that asks for patience is given it', async () => {
    const { open, toy } = await startGateway({ upstream_poll_s: 0.1 })
    const client = await open()
    await client.until(each => each.events().length === 1)
    for (const fields of [{ 'Retry-After': '2' }, {}]) {
      let refused_ms = 0
      let took = ownTime()
      toy.script = (_request, response, { pathname }) => {
        if (!pathname.endsWith('/sync')) return false
        refused_ms = performance.now()
        took = ownTime()
        toy.script = undefined
        response.writeHead(429, fields).end('{"errcode":"M_LIMIT_EXCEEDED","error":"x","retry_after_ms":1000}')
        return true
      }
      await eventually(() => refused_ms > 0)
      const polls = toy.syncs.length
      await eventually(() => toy.syncs.length > polls)
      const waited_ms = performance.now() - refused_ms
      assert.ok(waited_ms >= ('Retry-After' in fields ? 2_000 : 1_000) && took() < 3_000, `${waited_ms}`)
    }
    assert.equal(client.events().length, 1)
  })

  it('an upstream that answers at once with nothing is not asked without end', async () => {
    const { open, toy } = await startGateway()
    toy.script = (_request, response, { pathname }) => pathname.endsWith('/sync') && Boolean(response.end('{"next_batch":"s0"}'))
    await open({ fields: ['Last-Event-ID: s0'] })
    await pause(1_500)
    assert.ok(toy.syncs.length < 15, `${toy.syncs.length}`)
  })

  it('a response keeps its bytes, one with line breaks becomes one line, and one that is too large is no event', async () => {
    const { open, toy } = await startGateway({ max_response_bytes: 1_000 })
    const odd = '{ "next_batch":"s0" , "n":1.00, "n":12345678901234567890, "\\u0041":"\\/" }'
    const answers = [odd, '{\n "next_batch":\r\n"s1",\n "text": "a\\nb"\n}\n', `{"next_batch":"s2","x":"${'x'.repeat(2_000)}"}`]
    toy.script = (_request, response, { pathname }) => pathname.endsWith('/sync') && Boolean(response.end(answers.shift()))
    const client = await open()
    await client.until(each => each.ended())
    assert.equal(client.text(), `retry: 1000\n\nid: s0\ndata: ${odd}\n\nid: s1\ndata: { "next_batch":"s1", "text": "a\\nb"}\n\n`)
  })

  it('asks for the next response only when the reader took the last', async () => {
    const { open, toy } = await startGateway()
    for (let index = 0; index < 3; index += 1) toy.say({})
    toy.script = (_request, response, { pathname, searchParams }) => {
      if (!pathname.endsWith('/sync')) return false
      const position = Number(searchParams.get('since')?.slice(1) ?? 0) + 1
      response.end(`{"next_batch":"s${position}","x":"${'x'.repeat(2 ** 22)}"}`)
      return true
    }
    const client = await open()
    client.socket.pause()
    // Until nothing is asked for a whole second: however long filling the buffers between takes.
    let asked = -1
    while (asked < toy.syncs.length && asked < 12) {
      asked = toy.syncs.length
      await pause(1_000)
    }
    assert.ok(asked < 12, `${asked}`)
    client.socket.destroy()
  })

  it('a client that leaves breaks off the upstream call', async () => {
    const { open, toy, gateway } = await startGateway()
    const client = await open()
    await eventually(() => toy.waiting() === 1)
    client.socket.destroy()
    await eventually(() => toy.waiting() === 0)
    await open()
    await eventually(() => toy.waiting() === 1)
    await gateway.stop()
    await eventually(() => toy.waiting() === 0)
  })

  it('a token that is revoked ends its stream: at once through the gateway, else at the next look', async () => {
    const { open, ask, toy } = await startGateway({ upstream_check_s: 0.5 })
    toy.tokens.add('alice-2').add('bob-1')
    const [mine, other, bob] = [await open(), await open({ token: 'alice-2' }), await open({ token: 'bob-1' })]
    await eventually(() => toy.waiting() === 3)
    await ask({ method: 'POST', path: '/_matrix/client/v3/logout', fields: ['Content-Length: 0'] }).until(each => status(each) === 200)
    const atOnce = ownTime()
    toy.say({ secret: true })
    await mine.until(each => each.ended())
    assert.ok(atOnce() < 300)
    assert.ok(!mine.text().includes('secret'))
    await Promise.all([other, bob].map(each => each.until(() => each.text().includes('secret'))))
    toy.tokens.delete('bob-1')
    const atTheNext = ownTime()
    await bob.until(each => each.ended())
    assert.ok(atTheNext() < 1_000)
    assert.ok(bob.raw().toString().endsWith('\r\n0\r\n\r\n'))
    assert.equal(other.ended(), false)
  })
})
