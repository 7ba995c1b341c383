import assert from 'node:assert/strict'
import fc from 'fast-check'

import { sideBySide } from '../../reports/index.js'
import type { Report, VerdictKind } from '../../schemas/index.js'
import { everyKind, filledWith, HOSTILE, report, verdict } from './fixtures.js'
import { hostileText } from './hostile-text.js'
import { named, readPage, withClass } from './html/read-page.js'

const of = (kinds: Readonly<Record<string, VerdictKind>>): Report =>
  report(Object.entries(kinds).map(([id, kind]) => verdict(kind, { id, requirement: `What ${id} asks.`, actual: `seen of ${id}` })))

const SIDES = [
  { name: 'out/nginx', report: of({ 'FRM-01': 'pass', 'FRM-02': 'pass', 'HB-01': 'skip', 'RES-01': 'pass' }) },
  { name: 'out/express', report: of({ 'FRM-01': 'pass', 'FRM-02': 'fail', 'HB-01': 'warn' }) },
]

const show = (name: keyof typeof sideBySide, sides = SIDES): string => sideBySide[name](sides, { colour: false, width: 100 })

describe('reports side by side', () => {
  it('at a terminal: who they are, what differs in the order of families, and how much does not', () => {
    assert.deepEqual(show('terminal').split('\n'), [
      '  A  out/nginx: http://127.0.0.1:8080/events',
      '     Conforms to sse: 3 passed, 1 skipped in 15.8 s',
      '  B  out/express: http://127.0.0.1:8080/events',
      '     Does not conform to sse: 1 of 3 failed (FRM-02); 1 passed, 1 warned in 15.8 s',
      '',
      '             A          B',
      '',
      'Framing',
      '  FRM-02     ✓ passed   ✗ failed  What FRM-02 asks.',
      '',
      'Heartbeats',
      '  HB-01      - skipped  ! warned  What HB-01 asks.',
      '',
      'Not judged by all',
      '  Resume: 1 passed',
      '',
      'Alike',
      '  Framing: 1 passed',
      '',
      '2 of 4 requirements differ; 1 is not judged by all.',
      '',
    ])
  })

  it('as Markdown: a table of what differs, the rest folded', () => {
    const [different = '', ...folded] = show('markdown').split('<details>')
    assert.match(different, /^## 2 of 4 requirements differ; 1 is not judged by all\.\n/)
    assert.match(
      different,
      /\| FRM-02 \| ✅ passed \| ❌ failed \| What FRM-02 asks\. \|\n\| HB-01 \| skipped \| ⚠️ warned \| What HB-01 asks\. \|/,
    )
    assert.ok(!different.includes('FRM-01'))
    assert.match(folded[0] ?? '', /1 not judged by all[\s\S]*\| RES-01 \| ✅ passed \| not judged \|/)
    assert.match(folded[1] ?? '', /1 alike[\s\S]*\| FRM-01 \| ✅ passed \| ✅ passed \|/)
  })

  it('as HTML: tables with heads, what differs first, and what was seen where it failed', () => {
    const page = readPage(show('html'))
    assert.deepEqual(
      named(page, 'caption').map(({ text }) => text),
      ['Requirements that are judged differently', 'Requirements that not every report judges', 'Requirements that are judged alike'],
    )
    const rows = named(page, 'tr').filter(({ attributes }) => attributes.has('id'))
    assert.deepEqual(
      rows.map(({ attributes, text }) => [attributes.get('id'), text]),
      [
        ['FRM-02', 'FRM-02What FRM-02 asks.passedfailedseen of FRM-02'],
        ['HB-01', 'HB-01What HB-01 asks.skippedwarnedseen of HB-01'],
        ['RES-01', 'RES-01What RES-01 asks.passednot judged'],
        ['FRM-01', 'FRM-01What FRM-01 asks.passedpassed'],
      ],
    )
    for (const { attributes } of named(page, 'th')) assert.match(attributes.get('scope') ?? '', /^(row|col|rowgroup)$/)
    assert.equal(withClass(page, 'side').length, 2)
  })

  it('that are alike in all say so', () => {
    const same = [SIDES[0], SIDES[0]].flatMap(side => side ?? [])
    assert.match(show('terminal', same), /\nNone of 4 requirements differs\.\n$/)
    assert.equal(named(readPage(show('html', same)), 'table').length, 1)
  })

  it('may be many: each has its letter, and the table of a page is scrolled', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      name: `out/${index}`,
      report: index % 2 === 0 ? everyKind() : of({ 'FRM-05': 'pass' }),
    }))
    assert.match(show('terminal', many), /^ {2}L {2}out\/11/m)
    assert.ok(withClass(readPage(show('html', many)), 'scroll').length > 0)
  })

  it('may have hostile texts in every field and name', () => {
    const isHarmless = (text: string): void => {
      const sides = [
        { name: text, report: filledWith(text) },
        { name: 'b', report: report([]) },
      ]
      for (const name of Object.keys(sideBySide) as (keyof typeof sideBySide)[]) {
        assert.doesNotMatch(show(name, sides), /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
      }
      const { ids } = readPage(show('html', sides))
      assert.equal(new Set(ids).size, ids.length)
      assert.doesNotMatch(show('markdown', sides).replaceAll(/<\/?(details|summary)>/g, ''), /(?<!\\)<[a-z/!]/i)
    }
    for (const text of HOSTILE) isHarmless(text)
    fc.assert(fc.property(hostileText, isHarmless), { numRuns: 40 })
  })
})
