import assert from 'node:assert/strict'
import fc from 'fast-check'

import { columnsOf } from '../../reports/page.js'
import { renderTerminal } from '../../reports/terminal.js'
import type { Report, Verdict } from '../../schemas/index.js'
import { everyKind, evidence, filledWith, HOSTILE, report, verdict } from './fixtures.js'
import { hostileText } from './hostile-text.js'

const SGR = /\u001b\[\d{1,2}m/g

const plain = (of: Report, width = 80, verbose = false): string => renderTerminal(of, { colour: false, width, verbose })

const failed = (more: Partial<Verdict>): string => plain(report([verdict('fail', more)]))

const lastLine = (of: Report): string => plain(of).trimEnd().split('\n').at(-1) ?? ''

describe('the terminal report', () => {
  it('counts each family up in one line', () => {
    const text = plain(everyKind())
    assert.match(text, /^HTTP +18 passed {2}2 not applicable$/m)
    assert.match(text, /^Framing +25 passed {2}1 failed$/m)
    assert.match(text, /^Heartbeats +0 passed {2}1 warned {2}2 inconclusive$/m)
  })

  it('takes the names of families that it is given', () => {
    const of = report([verdict('pass', { id: 'FRM-01' }), verdict('pass', { id: 'XYZ-01' }), verdict('pass', { id: 'constructor-01' })])
    const text = renderTerminal(of, { colour: false, width: 80, titles: { FRM: 'Bytes on the wire' } })
    assert.match(text, /^Bytes on the wire +1 passed$/m)
    assert.match(text, /^XYZ +1 passed$/m)
    assert.match(text, /^constructor +1 passed$/m)
  })

  it('tells of a failure what is required, by whom, what was seen, where, and what to do', () => {
    const text = plain(everyKind())
    const block = text.slice(text.indexOf('✗ FRM-05'), text.indexOf('✗ SEC-01'))
    const order = [
      'MUST',
      'Each line of a payload',
      'source: WHATWG HTML, §9.2.6',
      'Append the field',
      'expected: the payload',
      'actual: "one"',
      'at: ',
      'fix: Split',
    ]
    const places = order.map(part => block.indexOf(part))
    assert.ok(
      places.every((place, index) => place > (places[index - 1] ?? 0)),
      block,
    )
    assert.match(block, /at: connection delivery-1, byte 312, 1004\.9 ms\n/)
  })

  it('shows three places, and how many more there are', () => {
    const text = failed({ evidence: [1, 2, 3, 4, 5].map(offset => evidence({ offset })) })
    assert.equal(text.match(/at: connection/g)?.length, 3)
    assert.match(text, /and 2 more\n/)
    assert.doesNotMatch(failed({ evidence: [1, 2, 3].map(offset => evidence({ offset })) }), /and \d more/)
  })

  it('marks the bytes meant under the line that holds them', () => {
    const text = failed({ evidence: [evidence()] })
    assert.match(text, /│ id: 7␊\n +│ data: one␍\n +│ {10}\^\n +│ two␊\n +│ ␊\n/)
  })

  it('marks bytes that go over several lines in each of them', () => {
    const text = failed({ evidence: [evidence({ excerpt: 'ab\r\ncd\n', highlight: [1, 5] })] })
    assert.match(text, /│ ab␍␊\n +│ {2}\^\^\^\n +│ cd␊\n +│ \^\n/)
  })

  it('marks a place without bytes, at the end too', () => {
    assert.match(failed({ evidence: [evidence({ excerpt: 'data: x\n', highlight: [8, 8] })] }), /│ data: x␊\n +│ *\n +│ \^\n/)
    assert.match(failed({ evidence: [evidence({ excerpt: 'data: x\n', highlight: [5, 5] })] }), /│ data: x␊\n +│ {6}\^\n/)
  })

  it('marks wide and hidden characters at their full width', () => {
    assert.match(failed({ evidence: [evidence({ excerpt: '漢\u202Ex', highlight: [1, 2] })] }), /│ 漢\\u\{202e\}x\n +│ {3}\^{8}\n/)
    assert.match(failed({ evidence: [evidence({ excerpt: 'a😀b', highlight: [1, 3] })] }), /│ a😀b\n +│ {2}\^\^\n/)
    assert.match(failed({ evidence: [evidence({ excerpt: 'a😀b', highlight: [2, 3] })] }), /│ a😀b\n +│ {2}\^\^\n/)
  })

  it('shows a screenful of a large excerpt, with the bytes meant in it', () => {
    const excerpt = `${'data: x\n'.repeat(200_000)}data: HERE\n${'data: y\n'.repeat(200_000)}`
    const start = excerpt.indexOf('HERE')
    const text = failed({ evidence: [evidence({ excerpt, highlight: [start, start + 4] })], actual: 'a'.repeat(1_000_000) })
    assert.match(text, /│ data: HERE␊\n +│ {7}\^{4}\n/)
    assert.match(text, /\(998000 more characters\)/)
    assert.ok(text.split('\n').length < 80)
  })

  it('gives no remedy where the harness broke, and says where', () => {
    const text = plain(report([verdict('error', { reason: 'The scenario broke.' })]))
    assert.match(text, /reason: The scenario broke\./)
    assert.doesNotMatch(text, /fix:/)
  })

  it('says which reading holds', () => {
    assert.match(plain(report([verdict('warn', { reading: 'lenient' })])), /reading: only the lenient one holds/)
    assert.match(
      plain(report([verdict('fail', { reading: 'lenient' })], { strict: true })),
      /reading: only the lenient one holds, and --strict/,
    )
  })

  it('keeps warnings short, unless all is asked for', () => {
    const of = report([verdict('warn', { evidence: [evidence(), evidence()] })])
    assert.doesNotMatch(plain(of), /│|source/)
    assert.match(plain(of), /and 1 more/)
    assert.match(plain(of, 80, true), /source: [\s\S]*│ data: one␍/)
  })

  it('tells what passed, and what was seen, when all is asked for', () => {
    const of = report([verdict('pass', { actual: 'retry: 3000' })])
    assert.match(plain(of, 200, true), /✓ FRM-05 {2}Each line .* \(seen: retry: 3000\)$/m)
    assert.doesNotMatch(plain(of), /FRM-05/)
  })

  it('says each reason once, with all that share it', () => {
    const text = plain(everyKind())
    assert.equal(text.match(/needs a way to publish/g)?.length, 1)
    assert.match(text, / {4}ID-08, RES-01, RES-02, [\s\S]*RES-17\n/)
    assert.match(text, /Inconclusive: [^\n]*\(MUST: HB-03\)\n {2}No heartbeat was seen within 5 s\.\n {4}HB-03, HB-06\n/)
    assert.match(text, / {2}HTTP-21: The stream is not chunked\.\n/)
  })
})

describe('the last line', () => {
  const pass = verdict('pass')
  const last: readonly (readonly [string, Report, string | RegExp])[] = [
    [
      'tells a target that conforms',
      report([pass, pass, verdict('warn'), verdict('skip'), verdict('not-applicable')]),
      'Conforms to sse: 2 passed, 1 warned, 1 skipped, 1 not applicable in 15.8 s',
    ],
    [
      'tells a target that does not',
      report([pass, verdict('fail')]),
      'Does not conform to sse: 1 of 2 failed (FRM-05); 1 passed in 15.8 s',
    ],
    [
      'tells of a MUST that could not be judged',
      report([pass, verdict('inconclusive'), verdict('inconclusive', { level: 'SHOULD' })]),
      'Not shown to conform to sse: 1 MUST inconclusive (FRM-05); 1 passed, 1 more inconclusive in 15.8 s',
    ],
    [
      'tells of a harness that broke',
      report([pass, verdict('error')]),
      'Not shown to conform to sse: 1 in error (FRM-05); 1 passed in 15.8 s',
    ],
    ['claims nothing where all was skipped', report([verdict('skip')]), 'Nothing was checked against sse: 1 skipped in 15.8 s'],
    [
      'claims nothing where nothing was selected',
      report([], { selected: 'HB-99' }),
      /^Nothing was checked against sse as far as selected \(HB-99\): no requirement/,
    ],
    ['says when only a part was judged', report([pass], { selected: 'quick' }), /^Conforms to sse as far as selected \(quick\): 1 passed/],
    [
      'names eight ids and counts the others',
      report(Array.from({ length: 10 }, () => verdict('fail'))),
      /\((FRM-05, ){7}FRM-05 and 2 more\)/,
    ],
    ['tells short times in milliseconds', report([pass], { wall_ms: 812.4 }), /in 812 ms$/],
    ['tells long times in minutes', report([pass], { wall_ms: 125_000 }), /in 2 min 5 s$/],
  ]
  for (const [title, of, expected] of last) {
    it(title, () => (typeof expected === 'string' ? assert.equal(lastLine(of), expected) : assert.match(lastLine(of), expected)))
  }
})

describe('what a target sends', () => {
  it('never reaches the terminal raw', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), fc.integer({ min: 1, max: 200 }), (text, verbose, width) => {
        const shown = plain(filledWith(text), width, verbose)
        assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
        const coloured = renderTerminal(filledWith(text), { colour: true, width, verbose })
        assert.equal(coloured.replace(SGR, ''), shown)
      }),
      { numRuns: 60 },
    )
  })

  it('never makes a line wider than it may be, but for the last', () => {
    for (const width of [40, 80, 120]) {
      const text = plain(filledWith(HOSTILE.join(' ')), width, true)
      const wide = text
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .filter(line => columnsOf(line) > width)
      assert.deepEqual(wide, [])
    }
  })
})
