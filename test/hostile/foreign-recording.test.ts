import { strict as assert } from 'node:assert'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { judgeRecording } from '../../api/judge.js'
import { NoRecordingError } from '../../observe/index.js'

type Line = Readonly<Record<string, unknown>>

const header: Line = {
  format: 'ssespec-recording/1',
  tool: { name: 'ssespec', version: '0.1.0' },
  target: 'http://there.example/events',
  profile: 'sse',
  configuration: {},
  clock: { resolution_ns: 100 },
  started: '2026-01-01T00:00:00Z',
  scenarios: ['idle'],
}
const open: Line = {
  t: 1,
  on: 'idle-1',
  what: 'open',
  scenario: 'idle',
  label: '1',
  role: 'stream',
  client: 'client',
  host: 'there.example',
  port: 80,
  protocol: '1.1',
  secure: false,
  method: 'GET',
  target: '/events',
  channel: '',
}
const head: Line = { t: 3, on: 'idle-1', what: 'received', text: 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n' }
const whole: readonly Line[] = [
  { t: 0, on: 'idle', what: 'scenario', state: 'began' },
  open,
  { t: 2, on: 'idle-1', what: 'connected' },
  head,
  { t: 9, on: 'idle-1', what: 'close', how: 'done' },
  { t: 10, on: 'idle', what: 'scenario', state: 'ended' },
]

let folder: string

const judged = (text: string | Uint8Array, name = 'recording.ndjson') => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return judgeRecording(file, { foreign: true })
}

const told = (...lines: readonly unknown[]): string => lines.map(line => JSON.stringify(line)).join('\n')

const isNone = (text: string | Uint8Array, words: RegExp, name?: string): Promise<void> =>
  assert.rejects(judged(text, name), (error: unknown) => {
    assert.ok(error instanceof NoRecordingError, String(error))
    assert.match(error.message, words)
    assert.ok(error.message.length < 1000)
    return true
  })

const isJudged = async (...lines: readonly unknown[]): Promise<void> => {
  const { report } = await judged(told(header, ...lines))
  assert.ok(report.verdicts.length > 70)
  assert.doesNotThrow(() => JSON.stringify(report))
}

describe('a recording of somebody else’s', () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('that is whole is judged', () => isJudged(...whole))

  it('that is empty is none', () => isNone('', /it is empty/))
  it('that is no JSON is none, and says which line', () => isNone(`${told(header)}\nno JSON at all`, /line 2 .* is not JSON/))
  it('that is no text at all is none', () => isNone(Buffer.from([0, 1, 2, 0xff, 10, 0xfe]), /line 1 .* is not JSON/))
  it('without a header is none', () => isNone(told(open), /its first line is not a header|line 1/))
  it('with a second header is none', () => isNone(told(header, ...whole, header), /second header/))
  it('of another format is none', () => isNone(told({ ...header, format: 'ssespec-recording/9' }), /line 1/))
  it('that is gzip only by its name is none', () =>
    isNone(told(header), /could not be read: incorrect header check/, 'recording.ndjson.gz'))
  it('whose gzip is cut is none', () =>
    isNone(gzipSync(told(header, ...whole)).subarray(0, 60), /could not be read: unexpected end of file/, 'cut.ndjson.gz'))
  for (const name of ['nowhere.ndjson', 'nowhere.ndjson.gz']) {
    it(`that is not there is none, as ${name}`, () =>
      assert.rejects(
        judgeRecording(join(folder, name), { foreign: true }),
        (error: unknown) => error instanceof NoRecordingError && /ENOENT/.test(error.message),
      ))
  }

  for (const line of [
    null,
    5,
    'text',
    [],
    [[[]]],
    {},
    { what: 'received' },
    { ...head, t: '3' },
    { ...head, t: -3 },
    { ...head, b64: 5 },
    { ...open, port: 'x' },
    { ...head, what: 'toString' },
  ]) {
    it(`with the line ${JSON.stringify(line).slice(0, 60)} is none`, () => isNone(told(header, ...whole, line), /line 8/))
  }

  for (const configuration of [
    { url: 5 },
    { url: {} },
    { heartbeat_interval_s: 'one' },
    { tolerance: 'much' },
    { tolerance: { heartbeat_ms: {} } },
    { hooks: 5 },
  ]) {
    it(`with the configuration ${JSON.stringify(configuration)} is none`, () =>
      isNone(told({ ...header, configuration }, ...whole), /its configuration/))
  }

  it('with __proto__ and constructor for names is judged by what it says', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const named = whole.map(line =>
        JSON.parse(JSON.stringify(line).replaceAll('idle-1', name).replaceAll('"idle"', JSON.stringify(name))),
      )
      await isJudged(...named)
      await isJudged(...whole, {
        t: 5,
        on: 'idle',
        what: 'hook',
        hook: 'publish',
        began: 4,
        ok: true,
        case: name,
        published: { data: 'x' },
      })
      await isJudged(...whole, { t: 5, on: 'idle', what: 'metrics', moment: name, open_streams: 1 })
      await isJudged({ ...open, label: name }, head)
    }
    assert.equal(Object.hasOwn(Object.prototype, 'at'), false)
    await isNone(`${told(header)}\n{"__proto__": {"what": "received"}, "t": 1, "on": "x"}`, /line 2/)
  })

  it('with a head whose fields are named __proto__ is judged', () =>
    isJudged(open, {
      ...head,
      text: 'HTTP/1.1 200 OK\r\n__proto__: a\r\nconstructor: b\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n',
    }))

  it('with bytes on a connection that never opened, or opened twice, is judged without them', async () => {
    await isJudged({ ...head, on: 'nobody' }, { t: 4, on: 'nobody', what: 'close', how: 'fin' }, ...whole)
    await isJudged(...whole, ...whole)
  })

  it('with times that go backwards, stand still or are beyond all clocks is judged', async () => {
    await isJudged(...whole.toReversed())
    await isJudged(...whole.map(line => ({ ...line, t: 0 })))
    await isJudged(...whole.map((line, at) => ({ ...line, t: at % 2 === 0 ? Number.MAX_SAFE_INTEGER : at })))
    await isJudged({ t: 5, on: 'clock', what: 'lag', max_ms: -1e300, samples: -1 }, ...whole)
  })

  it('with both spellings of bytes, or base64 that is none, is judged', () =>
    isJudged(open, { ...head, b64: '****', text: 'HTTP/1.1' }, { t: 4, on: 'idle-1', what: 'sent', b64: '=' }))

  it('with a payload that would be 2 PB when it is written out is none', () =>
    isNone(
      told(header, ...whole, {
        t: 5,
        on: 'idle',
        what: 'hook',
        hook: 'publish',
        began: 4,
        ok: true,
        published: { data: 'x', filler: { text: 'x'.repeat(1000), times: 2e12 } },
      }),
      /a payload that is longer/,
    ))

  it('with a line of 200 MB is none, or judged', async () => {
    const file = join(folder, 'long.ndjson')
    const out = createWriteStream(file)
    out.write(`${told(header)}\n{"t":1,"on":"x","what":"note","say":"mark","text":"`)
    for (let written = 0; written < 200; written++) out.write(Buffer.alloc(1 << 20, 'x'))
    out.end('"}\n')
    await finished(out)
    const outcome = await judgeRecording(file, { foreign: true }).catch((cause: unknown) => cause)
    assert.ok(
      outcome instanceof NoRecordingError || (outcome !== null && typeof outcome === 'object' && 'report' in outcome),
      String(outcome),
    )
  })
})
