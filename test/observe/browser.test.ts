import { strict as assert } from 'node:assert'
import { gzipSync } from 'node:zlib'
import type { OpenLine, PageLine, PageSource, Place } from '../../schemas/index.js'
import { type Bytes, type Line, ns, observationOf, open, received, scenario, sent } from './recording-of.js'

const NAME = 'browser-x'
const MARKER = 'ssespec-00000000-browser-x-chromium-1.'
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n'

const page = (t_ms: number, did: PageLine['did'], more: Partial<PageLine> = {}): Line => ({
  t: ns(t_ms),
  on: NAME,
  what: 'page',
  engine: 'chromium',
  source: 'native',
  did,
  age_ms: 0,
  ...more,
})

const event = (t_ms: number, data: string, last_event_id = ''): Line =>
  page(t_ms, 'event', { ready_state: 1, type: 'message', data, last_event_id })

const published = (began_ms: number, data: string): Line => ({
  t: ns(began_ms + 1),
  on: NAME,
  what: 'hook',
  hook: 'publish',
  began: ns(began_ms),
  ok: true,
  case: 'chromium/one',
  channel: 'channel',
  published: { data },
})

const asked = (number: number, t_ms: number, answer: Bytes, more: Partial<OpenLine> = {}): Line[] => [
  ...open(`${NAME}-${number}`, t_ms, {
    role: 'probe',
    client: 'probe-chromium-native',
    label: `${NAME}-${number}`,
    page: { engine: 'chromium', source: 'native', origin: 'http://a.test' },
    ...more,
  }),
  received(`${NAME}-${number}`, t_ms + 1, answer),
]

/** What is said of the page's one source. */
const sourceOf = async (...lines: readonly (Line | Line[])[]): Promise<PageSource> => {
  const whole = [
    scenario(NAME, 0, 'began'),
    { t: ns(0), on: NAME, what: 'browser', engine: 'chromium', version: 'Chromium 1' } satisfies Line,
    page(1, 'begin', { ready_state: 0 }),
    ...lines.flat(),
    scenario(NAME, 100, 'ended'),
  ]
  const source = (await observationOf(NAME, whole)).browsers?.chromium?.sources.native
  assert.ok(source !== undefined)
  return source
}

/** The bytes that a place points at. */
const bytesAt = (answer: string, places: readonly Place[]): string[] =>
  places.map(({ at: { offset = answer.length, length = 0 } }) => answer.slice(offset, offset + length))

const texts = (places: readonly { text: string }[]): string[] => places.map(({ text }) => text)

describe('what a page saw, beside its bytes', () => {
  it('is the same where it dispatched what the bytes say, and what was published', async () => {
    const source = await sourceOf(
      asked(1, 2, `${HEAD}id: 1\ndata: one ${MARKER}\n\n`),
      page(4, 'open', { ready_state: 1 }),
      published(5, `one ${MARKER}`),
      event(8, `one ${MARKER}`, '1'),
    )
    assert.equal(source.published, 1)
    for (const list of [source.unopened, source.undelivered, source.altered, source.differing, source.strange, source.reset_ids]) {
      assert.deepEqual(list, [])
    }
  })

  it('differs where the page dispatched other data, and says both', async () => {
    const source = await sourceOf(
      asked(1, 2, `${HEAD}data: one ${MARKER}\n\n`),
      page(4, 'open', { ready_state: 1 }),
      published(5, `one ${MARKER}`),
      event(8, `two ${MARKER}`),
    )
    assert.match(texts(source.altered)[0] ?? '', /^Chromium 1: "one ssespec-.*" was published, dispatched was message "two ssespec-/)
    const event_bytes = `data: one ${MARKER}\n\n`
    assert.deepEqual(bytesAt(HEAD + event_bytes, [...source.altered, ...source.differing]), [event_bytes, event_bytes])
    assert.match(texts(source.differing)[0] ?? '', /dispatched \["message","two .*the bytes say \["message","one /)
  })

  it('differs on a later connection too, however many events came before', async () => {
    const many = Array.from({ length: 300 }, (_one, index) => index)
    const source = await sourceOf(
      asked(1, 2, HEAD + many.map(index => `data: ${index}\n\n`).join('')),
      page(4, 'open'),
      ...many.map(index => event(5 + index / 100, `${index}`)),
      asked(2, 20, `${HEAD}data: one\n\n`),
      event(22, 'other'),
    )
    assert.match(texts(source.differing).join(), /^Chromium 1: dispatched \["message","other",""\], the bytes say \["message","one",""\]$/)
  })

  it('is missing what was published while the source existed, and nothing that was published after it was closed', async () => {
    const before = await sourceOf(asked(1, 2, HEAD), page(4, 'open'), published(5, `one ${MARKER}`), page(9, 'close'))
    assert.equal(before.undelivered.length, 1)
    const after = await sourceOf(asked(1, 2, HEAD), page(4, 'open'), page(5, 'close'), published(7, `one ${MARKER}`))
    assert.deepEqual([after.undelivered, after.published], [[], 0])
  })

  it('counts as awaiting where the head came alone, and as unopened where there is a reason in the answer', async () => {
    const waiting = await sourceOf(asked(1, 2, HEAD))
    assert.deepEqual([waiting.unopened, waiting.awaiting.length], [[], 1])
    const unallowed = HEAD.replace(/Access.*\r\n/, '')
    const refused = await sourceOf(
      asked(1, 2, unallowed),
      page(5, 'console', { source: '', message: 'blocked by CORS policy at /stream/native' }),
    )
    assert.equal(bytesAt(unallowed, refused.unopened)[0], unallowed)
    assert.equal(
      texts(refused.unopened)[0],
      'Chromium 1: the answer has no Access-Control-Allow-Origin, so that a page of http://a.test may not read it; Chromium says: “blocked by CORS policy at /stream/native”',
    )
  })

  it('says what is missing in a response to a page that sends credentials', async () => {
    const refusedBy = async (fields: string): Promise<string> => {
      const answer = HEAD.replace(/Access.*\r\n/, fields)
      const source = await sourceOf(page(1, 'begin', { credentials: true }), asked(1, 2, answer))
      return texts(source.unopened)[0] ?? ''
    }
    assert.match(
      await refusedBy('Access-Control-Allow-Origin: *\r\n'),
      /allows any origin \(`\*`\), .* credentials: name its origin, `http:\/\/a\.test`$/,
    )
    assert.match(
      await refusedBy('Access-Control-Allow-Origin: http://a.test\r\n'),
      /the answer has no `Access-Control-Allow-Credentials: true`, so that a page that sends its credentials may not read it$/,
    )
    const both = 'Access-Control-Allow-Origin: http://a.test\r\nAccess-Control-Allow-Credentials: true\r\n'
    assert.equal(await refusedBy(both), '')
  })

  it('points at what the bytes were before they were compressed', async () => {
    const content = 'id: 1\ndata: x\n\ndata: z\n\n'
    const coded = Buffer.concat([Buffer.from(HEAD.replace('\r\n\r\n', '\r\nContent-Encoding: gzip\r\n\r\n')), gzipSync(content)])
    const source = await sourceOf(asked(1, 2, coded), page(4, 'open'), event(6, 'x', '1'), event(7, 'y', '1'))
    assert.match(texts(source.differing)[0] ?? '', /the bytes say \["message","z","1"\]/)
    assert.deepEqual(bytesAt(content, source.differing), ['data: z\n\n'])
    assert.equal(source.differing[0]?.at.decoded, true)
  })

  it('names what a preflight does not allow, where nothing was asked after it', async () => {
    const preflight = 'OPTIONS /events HTTP/1.1\r\nAccess-Control-Request-Headers: authorization,last-event-id\r\n\r\n'
    const allowed = 'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n\r\n'
    const [ask = [], answer = []] = [asked(1, 2, allowed, { method: 'OPTIONS' }), [sent(`${NAME}-1`, 2.5, preflight)]]
    const source = await sourceOf(ask, answer)
    assert.match(
      texts(source.unopened)[0] ?? '',
      /^Chromium 1: the preflight does not allow authorization: name it in Access-Control-Allow-Headers/,
    )
    assert.equal(source.preflights, 1)
    assert.deepEqual(bytesAt(allowed, source.unopened), [allowed])
  })

  it('is an id that came back otherwise, and an id that was lost', async () => {
    const answer = `${HEAD}id: a \ndata: x\n\nid:\ndata: y\n\nid: b \ndata: z\n\n`
    const source = await sourceOf(
      asked(1, 2, answer),
      page(4, 'open'),
      event(6, 'x', 'a '),
      event(7, 'y', ''),
      event(8, 'z', 'b '),
      asked(2, 20, HEAD, { last_event_id: 'b' }),
    )
    assert.deepEqual(bytesAt(answer, [...source.reset_ids, ...source.unexact_ids]), ['id:\ndata: y\n\n', 'id: b \ndata: z\n\n'])
    assert.match(texts(source.reset_ids)[0] ?? '', /the last event ID was "a ", and is empty after message$/)
    assert.match(texts(source.unexact_ids)[0] ?? '', /the last event had the id "b ", the Last-Event-ID that came back is "b"$/)
  })
})
