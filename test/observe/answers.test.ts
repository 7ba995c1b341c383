import { strict as assert } from 'node:assert'
import type { Observation } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { contentFacts, exchangeOf, streamFacts } from './one-stream.js'
import { close, type Line, observationOf, open, received, scenario, sent } from './recording-of.js'

const answered = (on: string, label: string, t_ms: number, bytes: string, more: Parameters<typeof open>[2] = {}): Line[] => [
  ...open(on, t_ms, { label, ...more }),
  sent(on, t_ms + 1, 'GET /events HTTP/1.1\r\nHost: a\r\n\r\n'),
  received(on, t_ms + 2, bytes),
  close(on, t_ms + 3, 'done'),
]

const PAGE = `${head(['Content-Type: text/html; charset=utf-8'])}<!doctype html>\n<title>Log in</title>`
const redirect = (to: string, status = '302 Found') => head([`Location: ${to}`], status)

const runOf = (...lines: Line[]): Promise<Observation> =>
  observationOf('run', [scenario('reach', 0, 'began'), ...lines, scenario('reach', 100, 'ended')])

const texts = ({ not_200, not_event_stream }: Observation) => [not_200, not_event_stream].map(list => list.map(({ text }) => text))

describe('an answer that is not the stream', () => {
  it('is reported with its status, its type and its first characters on one line', async () => {
    const error = `${head(['Content-Type: application/json'], '503 Busy')}{ "error":\n "busy" }`
    assert.deepEqual(texts(await runOf(...answered('reach-1', 'first', 1, error))), [['503 application/json: { "error": "busy" }'], []])
    assert.deepEqual(texts(await runOf(...answered('reach-1', 'first', 1, PAGE))), [
      [],
      ['200 text/html: <!doctype html> <title>Log in</title>'],
    ])
    assert.deepEqual(texts(await runOf(...answered('reach-1', 'first', 1, head(['Allow: POST', 'Content-Length: 0'], '405 No')))), [
      ['405, Allow: POST'],
      [],
    ])
  })

  it('is reported with the redirects before it and their targets, without a query', async () => {
    const seen = await runOf(
      ...answered('reach-1', 'first', 1, redirect('/login?next=secret')),
      ...answered('reach-2', 'redirect-1', 10, redirect('https://sso.example/start#x', '307 Elsewhere')),
      ...answered('reach-3', 'redirect-2', 20, PAGE),
    )
    const said =
      'redirected (302) to /login, which redirected (307) to https://sso.example/start, which answered 200 text/html: <!doctype html> <title>Log in</title>'
    assert.equal(seen.not_event_stream[0]?.text, said)
    const after = await runOf(
      ...answered('reach-1', 'first', 1, redirect('/login')),
      ...answered('reach-2', 'redirect-1', 10, PAGE),
      ...answered('idle-1', '1', 20, PAGE),
    )
    assert.equal(after.not_event_stream[1]?.text, '200 text/html: <!doctype html> <title>Log in</title>')
    assert.equal(seen.not_event_stream[0]?.at.connection, 'reach-3')
    assert.deepEqual(seen.not_200, [])
  })

  it('is none where a redirect leads to the stream, and is a redirect where it leads no further', async () => {
    const stream = `${head()}data: a\n\n`
    const led = await runOf(...answered('reach-1', 'first', 1, redirect('/there')), ...answered('reach-2', 'redirect-1', 10, stream))
    assert.deepEqual(texts(led), [[], []])
    assert.deepEqual(texts(await runOf(...answered('reach-1', 'first', 1, redirect('javascript:1')))), [['302'], []])
    const later = await runOf(...answered('reach-1', 'first', 1, stream), ...answered('idle-1', '1', 10, redirect('/there')))
    assert.deepEqual(texts(later), [[], []])
  })

  it('is none where HTTP/1.0 is refused', async () => {
    for (const status of ['426 Upgrade Required', '505 HTTP Version Not Supported', '400 Bad Request']) {
      const seen = await runOf(...answered('reach-1', 'HTTP/1.0', 1, head(['Content-Length: 0'], status), { protocol: '1.0' }))
      assert.deepEqual(texts(seen), [[], []])
    }
  })

  it('has no framing, no events and no end of a stream', async () => {
    for (const type of ['text/html', 'application/json', 'application/problem+json', 'text/plain']) {
      const seen = await streamFacts([[20, type === 'text/plain' ? 'no such thing' : 'data: a\n\n: b\n{"c":1}\n']], {
        head: head([`Content-Type: ${type}`]),
      })
      const { framing, events, streams, ends } = seen
      assert.deepEqual([framing.bytes, framing.markup, events.count, streams, ends], [0, [], 0, 0, 0], type)
    }
  })

  it('has them where it calls itself something else, and is read as events', async () => {
    const seen = await streamFacts([[20, 'data: a\n\nping\n']], { head: head(['Content-Type: text/plain']) })
    assert.deepEqual([seen.streams, seen.events.count, seen.framing.colonless.length], [1, 1, 1])
  })
})

describe('HTML and JSON among the lines of a stream', () => {
  const markup = async (content: string) => {
    const { framing } = await contentFacts(content)
    return [framing.markup.map(({ text }) => text), framing.unknown_fields.length + framing.colonless.length]
  }

  it('are no field of another name, with a blank line after them or not, and whole or not', async () => {
    const error = '{"error":{"code":1}}'
    for (const end of ['\n\n', '\n', '']) assert.deepEqual(await markup(`data: a\n\n${error}${end}`), [[error], 0])
    assert.deepEqual(await markup('<html>\n<!-- x -->\n</html>\n'), [['<html>', '<!-- x -->', '</html>'], 0])
    assert.deepEqual(await markup('[{"error":1}]\n\n'), [['[{"error":1}]'], 0])
  })

  it('are not what stands in data, in comments, and what only looks like them', async () => {
    assert.deepEqual(await markup('data: {"a":1}\n\n: <html>\n\ndata:<p>\n\n'), [[], 0])
    assert.deepEqual(await markup('<3\n[DONE]\nx: {}\n'), [[], 3])
  })

  it('without a line end are not an unfinished event', async () => {
    const of = async (content: string) => {
      const { exchanges } = await streamFacts([[20, content]], {
        head: head(['Content-Type: text/event-stream', `Content-Length: ${content.length}`]),
      })
      return exchanges['1']?.end?.pending.map(({ text }) => text)
    }
    assert.deepEqual(await of('data: a\n\n{"error":1}'), [])
    assert.deepEqual(await of('data: a\n{"error":1}'), ['{"error":1}'])
  })
})

describe('an event of several JSON texts', () => {
  const joined = async (content: string) => (await contentFacts(content)).framing.json_texts.map(({ text }) => text)

  it('is one whose lines are JSON texts, or marks, and which is not one as a whole', async () => {
    assert.deepEqual(await joined('data: {"a":1}\ndata: {"b":2}\n\n'), ['{"a":1} ⏎ {"b":2}'])
    assert.deepEqual(await joined('data: {"a":1}\ndata: [DONE]\n\n'), ['{"a":1} ⏎ [DONE]'])
  })

  it('is not a JSON text over several lines, nor text, nor one line', async () => {
    for (const lines of [['{"a":', '1}'], ['[1,', '[2]', ']'], ['{"a":1}'], ['one', 'two'], ['{"a":1}', 'two'], ['[1]', '', '[2]']])
      assert.deepEqual(await joined(`${lines.map(line => `data: ${line}\n`).join('')}\n`), [])
  })
})

describe('how the events of a stream arrive', () => {
  const whole = 'data: a\n\ndata: b\n\n'
  const ending = (bytes: number) => head(['Content-Type: text/event-stream', `Content-Length: ${bytes}`])

  it('is known of one that ended by itself', async () => {
    const seen = await streamFacts(
      [
        [500, 'data: a\n\n'],
        [2001, 'data: b\n\n'],
      ],
      { head: ending(whole.length), until_ms: 3000 },
    )
    const { took_ms, spread_ms } = exchangeOf(seen).arrival ?? {}
    assert.deepEqual([took_ms, spread_ms], [2000, 1501])
  })

  it('is not known of one that was left, or had no event', async () => {
    assert.equal(exchangeOf(await streamFacts([[500, whole]], { until_ms: 3000 })).arrival, undefined)
    assert.equal(exchangeOf(await streamFacts([[500, ': a\n\n']], { head: ending(5), until_ms: 3000 })).arrival, undefined)
  })
})
