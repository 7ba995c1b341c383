import { strict as assert } from 'node:assert'
import { http2 } from '../../wire/index.js'
import { CHUNKED_HEAD, chunk, FINAL_CHUNK, frame, head } from './http-bytes.js'
import { exchangeOf, STREAM, streamFacts, streamLines, type Watched } from './one-stream.js'
import { type Bytes, close, fin, type Line, note, observationOf, open, receivedOn, restarted, scenario, sent } from './recording-of.js'

const EVENT = 'data: a\n\n'
const exchange = async (pieces: readonly (readonly [number, Bytes])[], watched: Watched = {}) =>
  exchangeOf(await streamFacts(pieces, watched))

const byServer = (t_ms: number, how: 'fin' | 'reset' = 'fin'): Watched => ({
  how,
  until_ms: t_ms + 1,
  more: how === 'fin' ? [fin(STREAM, t_ms)] : [{ t: t_ms * 1e6, on: STREAM, what: 'error', code: 'ECONNRESET', message: 'reset' }],
})

describe('the end of an exchange', () => {
  it('is the final chunk, though the connection ends too', async () => {
    const { end, left } = await exchange(
      [
        [20, chunk(EVENT)],
        [510, FINAL_CHUNK],
      ],
      { head: CHUNKED_HEAD, ...byServer(511) },
    )
    assert.deepEqual([end?.how, end?.after_ms, left], ['final-chunk', 500, undefined])
  })

  it('is the FIN when the chunked coding was not ended', async () => {
    const { end } = await exchange([[20, chunk(EVENT)]], { head: CHUNKED_HEAD, ...byServer(510) })
    assert.deepEqual([end?.how, end?.after_ms], ['fin', 500])
  })

  it('is the RST when the peer resets', async () => {
    const { end, left, outcome } = await exchange([[20, EVENT]], byServer(510, 'reset'))
    assert.deepEqual([end?.how, left, outcome], ['reset', undefined, 'response'])
  })

  it('is the length when the content is as long as said', async () => {
    const { end } = await exchange([[20, EVENT]], { head: head(['Content-Type: text/event-stream', 'Content-Length: 9']) })
    assert.equal(end?.how, 'length')
  })

  it('is END_STREAM or RST_STREAM on HTTP/2', async () => {
    const begin = Buffer.concat([http2.settings([]), http2.headers(1, [{ name: ':status', value: '200' }], false)])
    const of = async (bytes: Uint8Array) => (await exchange([[20, bytes]], { head: begin, opening: { protocol: '2' } })).end?.how
    assert.equal(await of(http2.data(1, Buffer.from(EVENT), true)), 'end-stream')
    assert.equal(await of(frame('rstStream', 0, 1, Buffer.alloc(4))), 'rst-stream')
    assert.equal(await of(http2.data(1, Buffer.from(EVENT), false)), undefined)
  })

  it('is absent if ssespec closed, and how it closed is reported', async () => {
    for (const how of ['cut', 'done', 'deadline', 'limit'] as const) {
      const { end, left } = await exchange([[20, EVENT]], { how })
      assert.deepEqual([end, left], [undefined, how])
    }
  })

  it('is not ssespec’s own: an unfinished event when ssespec closes is not pending', async () => {
    const { end } = await exchange([[20, 'data: half']], { how: 'cut' })
    assert.equal(end, undefined)
  })

  it('has the line that was under way, and the event without its blank line', async () => {
    const pending = async (content: string) => {
      const lines = streamLines([[20, content]], byServer(500))
      const places = exchangeOf(await observationOf('idle', lines)).end?.pending ?? []
      return places.map(({ text, at }) => [text, receivedOn(lines, STREAM).toString('utf8', at.offset)])
    }
    assert.deepEqual(await pending(EVENT), [])
    assert.deepEqual(await pending(`${EVENT}data: ha`), [['data: ha', 'data: ha']])
    assert.deepEqual(await pending(`${EVENT}data: b\n`), [['an event without its blank line', 'data: b\n']])
  })

  it('that the framing marks is at the byte after the message, whatever arrived with it', async () => {
    const bytes = Buffer.concat([chunk(EVENT), Buffer.from(FINAL_CHUNK), Buffer.from('more')])
    const lines = streamLines([[20, bytes]], { head: CHUNKED_HEAD })
    const { at, how } = exchangeOf(await observationOf('idle', lines)).end ?? {}
    assert.deepEqual([how, at?.offset], ['final-chunk', receivedOn(lines, STREAM).length - 'more'.length])
  })

  it('is at the byte after the last one', async () => {
    const lines = streamLines([[20, EVENT]], byServer(500))
    assert.equal(exchangeOf(await observationOf('idle', lines)).end?.at.offset, receivedOn(lines, STREAM).length)
  })

  it('is prompted by a hook that began before it, or by our not reading', async () => {
    const prompted = async (...more: Line[]) => {
      const watched = byServer(500)
      return (await exchange([[20, EVENT]], { ...watched, more: [...(watched.more ?? []), ...more] })).end?.prompted
    }
    assert.equal(await prompted(), false)
    assert.equal(await prompted(restarted('idle', 400, 450)), true)
    assert.equal(await prompted(restarted('idle', 501, 502)), false)
    assert.equal(await prompted(note(STREAM, 100, 'paused')), true)
  })

  it('is prompted by a hook of another scenario that worked, by one that failed it is not', async () => {
    const prompted = async (ok: boolean) => {
      const watched = byServer(500)
      const more = [scenario('restart', 0, 'began'), restarted('restart', 400, 450, ok), ...(watched.more ?? [])]
      return (await exchange([[20, EVENT]], { ...watched, more })).end?.prompted
    }
    assert.equal(await prompted(true), true)
    assert.equal(await prompted(false), false)
  })
})

describe('an exchange without a response', () => {
  const without = async (lines: readonly Line[], method = 'GET') => {
    const opening = open(STREAM, 0, { method })
    const { outcome, response } = exchangeOf(
      await observationOf('idle', [scenario('idle', 0, 'began'), ...opening, sent(STREAM, 1, 'GET / HTTP/1.1\r\n\r\n'), ...lines]),
    )
    assert.equal(response, undefined)
    return outcome
  }

  it('was not answered while we waited', async () => {
    assert.equal(await without([close(STREAM, 501, 'done')]), 'no-answer')
  })

  it('was ended before a head', async () => {
    assert.equal(await without([fin(STREAM, 11), close(STREAM, 11, 'fin')]), 'reset')
    assert.equal(await without([close(STREAM, 11, 'reset')]), 'reset')
  })

  it('never opened', async () => {
    const [asked] = open(STREAM, 0)
    assert.ok(asked !== undefined)
    const facts = await observationOf('idle', [scenario('idle', 0, 'began'), asked, close(STREAM, 5, 'refused')])
    assert.equal(exchangeOf(facts).outcome, 'refused')
  })

  it('never opened where TLS was not set up, though TCP was', async () => {
    const opening = open(STREAM, 0, { secure: true })
    const facts = await observationOf('idle', [scenario('idle', 0, 'began'), ...opening, close(STREAM, 5, 'refused')])
    assert.equal(exchangeOf(facts).outcome, 'refused')
  })

  it('was answered by what is not HTTP', async () => {
    assert.equal((await exchange([], { head: 'SSH-2.0-OpenSSH\r\n' })).outcome, 'not-http')
  })
})

describe('a second request on the same connection', () => {
  const HEAD_ANSWER = head(['Content-Type: text/event-stream', 'Content-Length: 5'])
  const second = async (more: readonly Line[], pieces: readonly (readonly [number, Bytes])[], how: 'done' | 'fin' = 'done') =>
    exchange(pieces, { head: HEAD_ANSWER, opening: { method: 'HEAD' }, more, how })

  it('is answered, closed, or nothing comes of it', async () => {
    const again = note(STREAM, 100, 'mark')
    assert.equal((await second([again], [[200, HEAD_ANSWER]])).second, 'answered')
    assert.equal((await second([again, fin(STREAM, 200)], [], 'fin')).second, 'closed')
    assert.equal((await second([again], [])).second, 'nothing')
  })

  it('shows the bytes that came after a complete response', async () => {
    assert.equal((await second([note(STREAM, 100, 'mark')], [[200, HEAD_ANSWER]])).leftover_bytes, 0)
    assert.equal((await second([note(STREAM, 100, 'mark')], [[50, 'hello']])).leftover_bytes, 5)
  })
})
