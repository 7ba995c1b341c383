import assert from 'node:assert/strict'

import { renderExplain, renderList } from '../../reports/index.js'
import { columnsOf } from '../../reports/page.js'
import { HOSTILE, requirement } from './fixtures.js'

const OPTIONS = { colour: false, width: 80 }

const assertWithin = (text: string, width: number): void =>
  assert.deepEqual(
    text.split('\n').filter(line => columnsOf(line) > width),
    [],
  )

describe('the explanation of a requirement', () => {
  const text = renderExplain(requirement(), OPTIONS)

  it('tells all about it', () => {
    const said = [
      /^HB-03 {2}Heartbeats\n {2}A heartbeat is exactly the bytes `: ` LF LF\.\n/,
      /level: sse SHOULD, matrix MUST\n/,
      /source: MSC2108, Proposal: The heartbeat payload/,
      /inferred: no/,
      /scenario: idle\n/,
      /not when: the server sends heartbeats\n/,
      /given: a heartbeat was seen\n/,
      /lenient: any comment line is a heartbeat\n/,
      /catches: servers that send/,
      /fix: Write the four bytes/,
      /fault: ssespec serve --fault heartbeat-without-space\n/,
      /ssespec check URL --only HB-03\n/,
    ]
    for (const part of said) assert.match(text, part)
    assertWithin(text, 80)
  })

  it('leaves out what there is not', () => {
    const { lenient: _lenient, lenient_reading: _reading, fault: _fault, given: _given, given_when: _when, ...bare } = requirement()
    assert.doesNotMatch(renderExplain(bare, OPTIONS), /lenient|fault|given/)
    assert.match(renderExplain({ ...bare, derived: true }, OPTIONS), /inferred: yes: not stated verbatim/)
  })

  it('gives the schemas as JSON that can be copied', () => {
    const { strict, given } = requirement()
    const schemas = Array.from(text.matchAll(/^(given|strict|lenient) \([^)]*\)\n((?: {2}.*\n)+)/gm), ([, name, json = '']) => [
      name,
      JSON.parse(json),
    ])
    assert.deepEqual(schemas.slice(0, 2), [
      ['given', given],
      ['strict', strict],
    ])
    assert.equal(schemas.length, 3)
  })

  it('shows nothing raw', () => {
    const words = HOSTILE.join(' ')
    const shown = renderExplain(requirement({ requirement: words, catches: words, fault: words, strict: { const: words } }), OPTIONS)
    assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
  })
})

describe('the list', () => {
  const { fault: _fault, ...plain } = requirement({ id: 'HTTP-01', level: { sse: 'MUST NOT' }, scenario: 'accept' })
  const long = requirement({
    id: 'FRM-12a',
    requirement: 'An event name with CR or LF cannot inject a field, nor end any stream. '.repeat(3).trim(),
  })
  const scenarios = [
    { name: 'idle', says: 'Nothing is published, and the stream is watched.', needs: ['endless'], window_ms: 5200 },
    { name: 'resume-after-cut', says: 'The stream is cut, and resumed.' },
  ]
  const text = renderList(
    [requirement(), plain, long],
    scenarios,
    [{ name: 'heartbeat-without-space', breaks: ['HB-03', 'HB-04'] }],
    OPTIONS,
  )

  it('has families in the order of reports, with levels by profile beneath each other', () => {
    assert.match(text, /^ {2}ID +sse +matrix +requirement\n\nHTTP \(1\)\n[\s\S]*Framing \(1\)\n[\s\S]*Heartbeats \(1\)\n/)
    assert.match(text, /^ {2}HTTP-01 {2}MUST NOT {2}– {7}A heartbeat/m)
    assert.match(text, /^ {2}HB-03 {4}SHOULD {4}MUST {4}A heartbeat/m)
    const starts = Array.from(
      text.matchAll(/^( {2}(?:ID|HTTP-01|FRM-12a|HB-03) .*)(?:requirement$|A heartbeat|An event name with CR)/gm),
      ([, lead]) => lead?.length,
    )
    assert.equal(starts.length, 4)
    assert.equal(new Set(starts).size, 1)
  })

  it('names scenario and fault of each', () => {
    assert.match(text, /scenario accept\n/)
    assert.match(text, /scenario idle, fault heartbeat-without-space\n/)
  })

  it('tells scenarios with their windows, and faults with what catches them', () => {
    assert.match(text, /^ {2}idle +5\.2 s {2}Nothing is published/m)
    assert.match(text, /^ {2}resume-after-cut {2}– +The stream is cut/m)
    assert.match(text, /needs endless\n/)
    assert.match(text, /^ {2}heartbeat-without-space {2}HB-03, HB-04$/m)
  })

  it('stays within the width', () => {
    assertWithin(text, 80)
    assertWithin(renderList([long], scenarios, [], { colour: false, width: 60 }), 60)
  })

  it('leaves out what there is not', () => {
    assert.equal(renderList([], [], [{ name: 'a', breaks: 'HB-03' }], OPTIONS), 'Faults (1)\n  a  HB-03\n')
  })
})
