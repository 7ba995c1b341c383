import assert from 'node:assert/strict'
import { compare, comparisonText } from '../../scripts/servers/compare.js'
import { type RawAnswer, spelled } from '../../scripts/servers/raw-answer.js'
import { ofContent } from '../../scripts/servers/raw-content.js'
import type { RawPayload, RawReading } from '../../scripts/servers/raw-reading.js'
import type { ServerResult } from '../../scripts/servers/results.js'
import { serversNamed } from '../../scripts/servers/server.js'

const result = (verdicts: ServerResult['verdicts'], raw: ServerResult['raw']): ServerResult => ({
  runtime: '',
  libraries: {},
  verdicts,
  raw,
  facts: [],
})

describe('the comparison of ssespec with the raw reader', () => {
  it('names who differs, and leaves out what one of them did not see', () => {
    const compared = compare({
      one: result(
        {
          'FRM-05': { verdict: 'pass' },
          'FRM-05b': { verdict: 'fail', actual: 'nothing' },
          'HTTP-09': { verdict: 'warn' },
          'RES-02': { verdict: 'skip' },
          'RES-04': { verdict: 'pass' },
        },
        {
          'FRM-05': { answer: 'holds' },
          'FRM-05b': { answer: 'holds' },
          'HTTP-09': { answer: 'fails', seen: 'no headers' },
          'RES-02': { answer: 'fails', seen: 'nothing was received' },
          'RES-04': { answer: 'not seen' },
        },
      ),
    })
    assert.equal(compared.agreed, 2)
    assert.deepEqual(
      compared.differ.map(({ id }) => id),
      ['FRM-05b'],
    )
    assert.deepEqual(
      compared.unjudged.map(({ id }) => id),
      ['RES-02'],
    )
    assert.match(comparisonText(compared), /3 verdicts were compared with the raw reader: 2 agree, 1 differ/)
    assert.match(comparisonText(compared), /one {2}FRM-05b: ssespec fail \(nothing\); raw reader holds/)
  })

  it('spells bytes so that every control character is seen', () => {
    const bytes = Buffer.from('data: a\r\u0085\u2028b\u0000\n\n')
    assert.equal(spelled({ b64: bytes.toString('base64'), length: bytes.length }), 'data: a\\r\\u0085\\u2028b\\u0000\\n\\n')
    assert.equal(spelled({ b64: Buffer.from([0x61, 0xff]).toString('base64'), length: 2 }), 'aÿ')
    assert.match(spelled({ b64: bytes.toString('base64'), length: 5000 }), /… \(5000 bytes\)$/)
  })
})

describe('what the raw reader says of payloads and ids', () => {
  const payload = (text: string, over: Partial<RawPayload> = {}): RawPayload => {
    const data = [...text.matchAll(/^data: ?(.*)$/gm)].map(([, value]) => value).join('\n')
    const id = /^id: ?(.*)$/m.exec(text)?.[1] ?? null
    return {
      published: data,
      publish_status: 204,
      bytes: { length: text.length, b64: Buffer.from(text).toString('base64') },
      events: text === '' ? [] : [{ type: 'message', data, id, last_event_id: id ?? '' }],
      event_count: text === '' ? 0 : 1,
      whole: true,
      after_ms: 1,
      canary: true,
      stream_ended: null,
      ...over,
    }
  }
  const answers = (payloads: Record<string, RawPayload>, pairs: RawReading['pairs'] = []): Record<string, RawAnswer> =>
    ofContent({ payloads: { plain: payload('data: plain\n\n'), ...payloads }, pairs } as unknown as RawReading)
  const answer = (id: string, payloads: Record<string, RawPayload>): string | undefined => answers(payloads)[id]?.answer

  it('reads an id as it was sent, and says nothing of one that was refused or whose stream ended', () => {
    assert.equal(answer('FRM-09b', { 'id-nul': payload('id: nul\0raw1.\ndata: with an id raw1\n\n') }), 'fails')
    assert.equal(answer('FRM-09b', { 'id-nul': payload('id: nulraw1.\ndata: with an id raw1\n\n') }), 'holds')
    assert.equal(answer('FRM-09b', { 'id-nul': payload('', { publish_status: 400 }) }), 'not seen')
    assert.equal(answer('FRM-09b', {}), 'not seen')
    assert.equal(answer('ID-04d', { 'id-edge-space': payload('id:  raw1 \ndata: with an id raw1\n\n') }), 'fails')
    assert.equal(answer('ID-04d', { 'id-edge-space': payload('id: raw1\ndata: with an id raw1\n\n') }), 'holds')
    const forged = payload('id: first\ndata: forged-id-raw1\ndata: with an id raw1\n\n')
    const joined = payload('id: firstdata: forged-id-raw1\ndata: with an id raw1\n\n')
    const ended = payload('', { canary: false, stream_ended: 'the last chunk came' })
    assert.equal(answer('FRM-12c', { 'id-lf': joined, 'id-cr': forged }), 'fails')
    assert.equal(answer('FRM-12c', { 'id-lf': joined, 'id-cr': joined }), 'holds')
    assert.equal(answer('FRM-12c', { 'id-lf': ended, 'id-cr': joined }), 'not seen')
  })

  it('tells a stream that ended from a payload that was dropped', () => {
    const ended = { nul: payload('', { canary: false, stream_ended: 'the last chunk came' }) }
    assert.deepEqual([answer('FRM-29', ended), answer('FRM-29b', ended)], ['fails', 'holds'])
    const dropped = { nul: payload('') }
    assert.deepEqual([answer('FRM-29', dropped), answer('FRM-29b', dropped)], ['holds', 'fails'])
    const refused = { nul: payload('', { publish_status: 400 }) }
    assert.deepEqual([answer('FRM-29', refused), answer('FRM-29b', refused)], ['holds', 'holds'])
  })

  it('wants each of two events at the same time whole on each stream', () => {
    const one = { publish_status: 204, whole: [true, true], ended: [null, null] }
    assert.equal(answers({}, [one])['FRM-30']?.answer, 'holds')
    assert.equal(answers({}, [one, { ...one, whole: [true, false] }])['RES-20']?.answer, 'fails')
    assert.equal(answers({}, [{ ...one, publish_status: 500, whole: [false, false] }])['FRM-30'], undefined)
  })
})

describe('the servers of examples/servers', () => {
  it('are pinned, and each has a port of its own', () => {
    const servers = serversNamed([])
    assert.ok(servers.length >= 14, `${servers.length} servers`)
    assert.equal(new Set(servers.map(({ port }) => port)).size, servers.length)
    assert.ok(new Set(servers.map(({ language }) => language)).size >= 5)
  })

  it('says which names there are', () => {
    assert.throws(() => serversNamed(['nothing']), /unknown server "nothing"; choose from .*nestjs/)
  })
})
