import assert from 'node:assert/strict'
import { askHttp2, type Client, eventually } from '../client.js'
import { field, pause, status } from '../probes/probe.js'
import { PATH, startSync, stopAllSync } from './started.js'
import { createToy, TOKEN } from './toy-source.js'

const said = (client: Client) => JSON.parse(client.content().toString() || '{}')

describe('the HTTP of Sync over SSE', () => {
  afterEach(stopAllSync)

  it('the head of a stream', async () => {
    const { open } = await startSync()
    const client = await open({ fields: ['Origin: http://a.test'] })
    assert.equal(status(client), 200)
    assert.equal(field(client, 'Content-Type'), 'text/event-stream; charset=utf-8')
    assert.equal(field(client, 'Access-Control-Allow-Origin'), '*')
    assert.equal(field(client, 'Access-Control-Allow-Credentials'), '')
    assert.equal(field(client, 'Vary'), 'Accept-Encoding')
  })

  it('an interval that is none is refused before the stream, and one that is odd but a number is honoured', async () => {
    const { answered } = await startSync()
    const bad = [
      '',
      '0',
      '0.0',
      '-1',
      '-0',
      '+1',
      '%2B1',
      'abc',
      '1e1',
      '1e400',
      '1_000',
      '0x5',
      '５',
      '٣',
      '.5',
      '5.',
      ' 5',
      '5%00',
      '0.01',
      'Infinity',
      'NaN',
    ]
    for (const each of [...bad, '5&heartbeat_interval=5', '9'.repeat(400)]) {
      const client = await answered({ query: `?heartbeat_interval=${encodeURI(each).replaceAll('%25', '%')}` })
      assert.deepEqual(
        [status(client), said(client).errcode, field(client, 'Access-Control-Allow-Origin')],
        [400, 'M_INVALID_PARAM', '*'],
        each,
      )
    }
    for (const each of ['1', '01', '0.5', '2.5', '86401', '2147483648', '9'.repeat(300)])
      assert.equal(status(await answered({ query: `?heartbeat_interval=${each}` })), 200, each)
  })

  it('refusals are those of Matrix, readable from elsewhere, with a challenge where a token is asked for', async () => {
    const { answered } = await startSync()
    const expected: [Parameters<typeof answered>[0], number, string][] = [
      [{ token: '' }, 401, 'M_MISSING_TOKEN'],
      [{ token: '', query: `?access_token=${TOKEN}` }, 401, 'M_MISSING_TOKEN'],
      [{ token: 'no' }, 401, 'M_UNKNOWN_TOKEN'],
      [{ fields: ['Last-Event-ID: s1', 'Last-Event-ID: s1'] }, 400, 'M_INVALID_PARAM'],
      [{ fields: ['Last-Event-ID: nonsense'] }, 400, 'M_INVALID_PARAM'],
      [{ path: '/_matrix/client/v3/none' }, 404, 'M_UNRECOGNIZED'],
      [{ path: '/events' }, 404, 'M_UNRECOGNIZED'],
      [{ path: '/publish', method: 'POST' }, 404, 'M_UNRECOGNIZED'],
      [{ method: 'POST' }, 405, 'M_UNRECOGNIZED'],
      [{ method: 'DELETE' }, 405, 'M_UNRECOGNIZED'],
    ]
    for (const [asked, code, errcode] of expected) {
      const client = await answered(asked)
      await client.until(each => each.content().length > 0)
      assert.deepEqual([status(client), said(client).errcode, typeof said(client).error], [code, errcode, 'string'], JSON.stringify(asked))
      assert.equal(field(client, 'Access-Control-Allow-Origin'), '*')
      assert.equal(field(client, 'Content-Type'), 'application/json')
      assert.equal(field(client, 'Allow'), code === 405 ? 'GET, HEAD, OPTIONS' : '')
      assert.equal(field(client, 'WWW-Authenticate').startsWith('Bearer'), code === 401, errcode)
    }
    const lower = await answered({ token: '', fields: [`aUTHORIZATION: bEARER ${TOKEN}`] })
    assert.equal(status(lower), 200)
  })

  it('what the source adds to a refusal is passed on', async () => {
    const { answered } = await startSync()
    assert.equal(field(await answered({ token: 'no' }), 'X-Toy'), 'yes')
  })

  it('a path of the homeserver is answered by it', async () => {
    const { answered } = await startSync()
    const client = await answered({ path: '/_matrix/client/versions' })
    assert.deepEqual(said(client), { versions: ['v1.16'] })
  })

  it('HEAD says what GET would, ends, and holds nothing', async () => {
    const { answered, toy } = await startSync()
    const good = await answered({ method: 'HEAD', fields: ['Connection: close'] })
    await good.until(each => each.ended())
    assert.equal(status(good), 200)
    assert.equal(field(good, 'Content-Type'), 'text/event-stream; charset=utf-8')
    assert.ok(good.raw().toString().endsWith('\r\n\r\n'))
    assert.equal(status(await answered({ method: 'HEAD', token: '' })), 401)
    assert.equal(status(await answered({ method: 'HEAD', token: 'no' })), 401)
    assert.equal(toy.open(), 0)
  })

  it('a preflight needs no token, and allows what a client of streams sends', async () => {
    const { answered, toy } = await startSync()
    const client = await answered({ method: 'OPTIONS', token: '', fields: ['Origin: http://a.test', 'Access-Control-Request-Method: GET'] })
    assert.equal(status(client), 204)
    assert.equal(field(client, 'Access-Control-Allow-Origin'), '*')
    const allowed = field(client, 'Access-Control-Allow-Headers').split(', ').sort()
    assert.deepEqual(allowed, ['authorization', 'cache-control', 'content-type', 'last-event-id', 'x-requested-with'])
    assert.match(field(client, 'Access-Control-Allow-Methods'), /GET/)
    assert.equal(toy.requests.length, 0)
  })

  it('over HTTP/2 a stream is the same, and a client that goes while it opens leaves nothing', async () => {
    const { toy, reference } = await startSync({ http2: true }, createToy(150))
    const headers = { ':path': PATH, authorization: `Bearer ${TOKEN}` }
    const { text, headers: got, session } = await askHttp2(reference, headers)
    toy.say({ one: 1 })
    await eventually(() => text().endsWith('data: {"next_batch":"s1","one":1}\n\n'))
    assert.equal(got[':status'], 200)
    const leaving = session.request(headers)
    leaving.on('error', () => undefined)
    await pause(60)
    leaving.close(8)
    await pause(200)
    assert.equal(toy.open(), 1)
    session.destroy()
    await eventually(() => toy.open() === 0)
  })
})
