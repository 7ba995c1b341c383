import { strict as assert } from 'node:assert'
import { http2 } from '../../wire/index.js'
import { chunk, frame, head } from './http-bytes.js'
import { exchangeOf, HEAD_MS, responseOf, STREAM, streamFacts, streamLines, type Watched } from './one-stream.js'
import { lag, observationOf, receivedOn } from './recording-of.js'

const responseTo = async (fields: readonly string[], watched: Watched = {}) =>
  responseOf(await streamFacts([[20, 'data: a\n\n']], { head: head(fields), ...watched }))

describe('a response head', () => {
  it('has a media type in lower case without parameters, and a charset with or without quotes', async () => {
    const of = async (type: string) => {
      const { media_type, charset } = await responseTo([`Content-Type: ${type}`])
      return [media_type, charset]
    }
    assert.deepEqual(await of('Text/Event-Stream'), ['text/event-stream', undefined])
    assert.deepEqual(await of('text/event-stream; charset=UTF-8'), ['text/event-stream', 'utf-8'])
    assert.deepEqual(await of('text/event-stream ;charset="Latin1"; q=1'), ['text/event-stream', 'latin1'])
    assert.deepEqual(await of('text/event-stream;x=1;charset=utf8;y=2'), ['text/event-stream', 'utf8'])
  })

  it('has transfer codings in lower case without parameters, and says whether credentials are allowed', async () => {
    const { transfer_codings } = await responseTo(['Transfer-Encoding: GZIP;q=1, chunked'])
    assert.deepEqual(transfer_codings, ['gzip', 'chunked'])
    const allowed = async (value: string) => (await responseTo([`Access-Control-Allow-Credentials: ${value}`])).allow_credentials
    // Fetch, CORS check: the value is compared byte by byte.
    assert.deepEqual([await allowed('true'), await allowed('TRUE'), await allowed('false')], [true, undefined, undefined])
  })

  it('without Content-Type has no media type', async () => {
    const { media_type, content_types } = await responseTo(['Cache-Control: no-store'])
    assert.deepEqual([media_type, content_types], [undefined, []])
  })

  it('with two Content-Type fields has both', async () => {
    const { content_types, media_type } = await responseTo(['Content-Type: text/event-stream', 'content-type: text/plain'])
    assert.deepEqual([content_types, media_type], [['text/event-stream', 'text/plain'], 'text/event-stream'])
  })

  it('has lists as their words, over several fields, in lower case', async () => {
    const facts = await responseTo([
      'Cache-Control: No-Store ,, max-age=0',
      'cache-control:no-transform',
      'Vary: Origin, *',
      'Allow: get, Head',
    ])
    assert.deepEqual(facts.cache_control, ['no-store', 'max-age=0', 'no-transform'])
    assert.deepEqual(facts.vary, ['origin', '*'])
    assert.deepEqual(facts.allow, ['GET', 'HEAD'])
  })

  it('reflects the origin when Access-Control-Allow-Origin repeats what the request sent', async () => {
    const request = 'GET / HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\n\r\n'
    const of = async (allowed: string, asked = request) => {
      const { allow_origin, origin_reflected } = await responseTo([`Access-Control-Allow-Origin: ${allowed}`], { request: asked })
      return [allow_origin, origin_reflected]
    }
    assert.deepEqual(await of('https://a.example'), ['https://a.example', true])
    assert.deepEqual(await of('*'), ['*', false])
    assert.deepEqual(await of('*', 'GET / HTTP/1.1\r\n\r\n'), ['*', undefined])
    const { allow_headers } = await responseTo(['Access-Control-Allow-Headers: Last-Event-ID, Authorization'])
    assert.deepEqual(allow_headers, ['last-event-id', 'authorization'])
  })

  it('may name its fields as JavaScript names its own', async () => {
    const { fields } = await responseTo(['__proto__: a', 'constructor: b', 'toString: c', '__proto__: d'])
    assert.deepEqual(Object.entries(fields), [
      ['__proto__', ['a', 'd']],
      ['constructor', ['b']],
      ['tostring', ['c']],
    ])
  })

  it('names its framing: has_length, has_transfer_coding, the delimiter and the content coding', async () => {
    const of = async (...fields: string[]) => {
      const { has_length, has_transfer_coding, delimiter, content_coding } = await responseTo(fields)
      return [has_length, has_transfer_coding, delimiter, content_coding]
    }
    assert.deepEqual(await of(), [false, false, 'close', 'identity'])
    assert.deepEqual(await of('Content-Length: 9'), [true, false, 'length', 'identity'])
    assert.deepEqual(await of('Content-Length: 9', 'Transfer-Encoding: chunked'), [true, true, 'chunked', 'identity'])
    assert.deepEqual(await of('Content-Encoding: GZip'), [false, false, 'close', 'gzip'])
  })

  it('with a content coding that cannot be removed has a fault', async () => {
    assert.equal((await responseTo(['Content-Encoding: br'])).coding_fault, 'unknown coding')
    assert.equal((await responseTo(['Content-Encoding: gzip'])).coding_fault, 'invalid')
    assert.equal((await responseTo(['Content-Encoding: identity'])).coding_fault, undefined)
  })

  it('came so many milliseconds after the last byte of the request, however late its last byte', async () => {
    const text = head()
    const lines = streamLines([[400, text.slice(30)]], { head: text.slice(0, 30) })
    assert.equal(responseOf(await observationOf('idle', lines)).head_after_ms, 399)
    assert.equal(responseOf(await streamFacts([])).head_after_ms, HEAD_MS - 1)
  })

  it('has all stalls of that time together, because each may have delayed another step on the way', async () => {
    const text = head()
    const more = [lag(100, 0), lag(190, 80), lag(290, 60), lag(300, 0)]
    const lines = streamLines([[400, text.slice(30)]], { head: text.slice(0, 30), more })
    assert.equal(responseOf(await observationOf('idle', lines)).lag_ms, 140)
  })

  it('has the lag of the time when it was waited for, and of no other', async () => {
    const of = async (t_ms: number) => responseOf(await streamFacts([], { more: [lag(1, 0), lag(t_ms, 80), lag(t_ms + 1, 0)] })).lag_ms
    assert.equal(await of(5), 80)
    assert.equal(responseOf(await streamFacts([], { more: [lag(500, 0), lag(600, 80)] })).lag_ms, 0)
  })

  it('is at its bytes, after interim responses', async () => {
    const interim = 'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n'
    const lines = streamLines([[20, 'data: a\n\n']], { head: interim + interim + head() })
    const { at, status } = responseOf(await observationOf('idle', lines))
    assert.equal(status, 200)
    assert.equal(receivedOn(lines, STREAM).toString('utf8', at.offset, (at.offset ?? 0) + (at.length ?? 0)), head())
  })

  it('against the grammar has the place where it is', async () => {
    const lines = streamLines([], { head: 'HTTP/1.1 200 OK\r\nServer : a\r\n\r\n' })
    const { syntax } = responseOf(await observationOf('idle', lines))
    assert.equal(syntax.length, 1)
    const [fault] = syntax
    assert.match(fault?.text ?? '', /^space-before-colon: Server : a/)
    assert.equal(receivedOn(lines, STREAM).toString('utf8', fault?.at.offset).slice(0, 6), 'Server')
    assert.deepEqual(responseOf(await streamFacts([])).syntax, [])
  })

  it('reports faults of the chunked coding separately', async () => {
    const { chunk_syntax, syntax } = await responseTo(['Transfer-Encoding: chunked'], {
      more: [],
      head: Buffer.concat([Buffer.from(head(['Transfer-Encoding: chunked'])), chunk('data: a\n\n'), Buffer.from('zz\r\n')]),
    })
    assert.deepEqual(syntax, [])
    assert.match(chunk_syntax?.[0]?.text ?? '', /^chunk-size: /)
  })

  it('has a field that only the request spelled out', async () => {
    const { split } = await responseTo(['X-Ssespec-Injected: 1'])
    assert.equal(split?.length, 1)
    assert.deepEqual((await responseTo(['X-Other: x-ssespec-injected'])).split, [])
  })

  it('has lines of its stream that only a parameter of the request spelled out', async () => {
    const injected = async (content: string) => (await streamFacts([[20, content]])).exchanges['1']?.injected
    const forged = await injected(': every 1\r\nX-Ssespec-Injected: yes\r\n\n')
    assert.deepEqual(
      forged?.map(({ text }) => text),
      ['X-Ssespec-Injected: yes'],
    )
    assert.deepEqual(await injected(': every 1 X-Ssespec-Injected: yes\n\ndata: X-Ssespec-Injected: yes\n\n'), [])
  })

  it('has a token in its Location where a secret was masked', async () => {
    assert.equal((await responseTo(['Location: /events?token=********'])).token_in_location?.length, 1)
    assert.deepEqual((await responseTo(['Location: /events?all=*'])).token_in_location, [])
  })

  it('has the stack trace in its content where that is no event stream', async () => {
    const fields = ['Content-Type: application/json']
    const answer = async (body: string) => {
      const facts = await streamFacts([[20, body]], { head: head(fields, '500 Internal Server Error') })
      assert.equal(exchangeOf(facts).stream, false)
      return responseOf(facts)
    }
    const traced = await answer('{"error":"Error: x\\n    at handle (/srv/app.js:10:5)"}')
    assert.equal(traced.stack_trace?.length, 1)
    assert.deepEqual((await answer('{"error":"look at app.js"}')).stack_trace, [])
  })

  it('over HTTP/2 has its fields, and the connection-specific ones that may not stand there', async () => {
    const fields = [':status: 200', 'content-type: text/event-stream', 'connection: keep-alive'].map(field => {
      const colon = field.indexOf(': ')
      return { name: field.slice(0, colon), value: field.slice(colon + 2) }
    })
    const facts = await streamFacts([[20, http2.data(1, Buffer.from('data: a\n\n'), false)]], {
      head: Buffer.concat([http2.settings([]), http2.headers(1, fields, false)]),
      opening: { protocol: '2' },
    })
    const { status, protocol, delimiter, connection_fields, fields: named } = responseOf(facts)
    assert.deepEqual([status, protocol, delimiter], [200, '2', 'frames'])
    assert.deepEqual(
      connection_fields?.map(({ text }) => text),
      ['connection: keep-alive'],
    )
    assert.deepEqual(Object.keys(named), ['content-type', 'connection'])
    assert.equal(facts.events.count, 1)
  })

  it('over HTTP/2 with PUSH_PROMISE has a fault, and what does not begin with SETTINGS is no HTTP/2', async () => {
    const begin = Buffer.concat([http2.settings([]), http2.headers(1, [{ name: ':status', value: '200' }], false)])
    const pushed = await streamFacts([[20, frame('pushPromise', 4, 1, Buffer.alloc(4))]], { head: begin, opening: { protocol: '2' } })
    assert.deepEqual(
      responseOf(pushed).syntax.map(({ text }) => text),
      ['PUSH_PROMISE'],
    )
    const other = await streamFacts([], { head: 'HTTP/1.1 400 Bad Request\r\n\r\n', opening: { protocol: '2' } })
    assert.equal(exchangeOf(other).outcome, 'no-http2')
  })
})
