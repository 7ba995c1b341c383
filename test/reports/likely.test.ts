import { strict as assert } from 'node:assert'
import { renderHtml } from '../../reports/html/report.js'
import { likelyDefects, likelyText } from '../../reports/likely.js'
import { renderMarkdown } from '../../reports/markdown.js'
import { renderTerminal } from '../../reports/terminal.js'
import type { Report, Verdict } from '../../schemas/index.js'
import { defectsOfFaults } from '../../scripts/defects.js'
import { knownDefects, type Profile, requirementsOf } from '../../suites/index.js'
import { report as reportOf, verdict as verdictOf } from './fixtures.js'

/** A report on all of a profile, of which this is known; of the rest nothing is. */
const where = (profile: Profile, known: Readonly<Record<string, Verdict['verdict']>>): Report =>
  reportOf(requirementsOf(profile).map(({ id }) => verdictOf(known[id] ?? 'not-applicable', { id })))

const failing = (ids: readonly string[]): Readonly<Record<string, 'fail'>> => Object.fromEntries(ids.map(id => [id, 'fail']))

describe('the likely defects', () => {
  it('are known from the faults of the reference: npm run defects writes them', () => {
    assert.deepEqual(knownDefects(), defectsOfFaults())
  })

  it('are found again: where all that one breaks fails, nothing but it, or another that breaks the same, is behind it', () => {
    for (const profile of ['sse', 'matrix'] as const) {
      const ids = new Set(requirementsOf(profile).map(({ id }) => id))
      for (const { name, breaks } of knownDefects()) {
        const broken = breaks.filter(id => ids.has(id))
        if (breaks[0] !== broken[0] || broken.length < 3) continue
        const [first] = likelyDefects(where(profile, failing(broken)))
        assert.ok(first !== undefined, name)
        assert.ok(broken.includes(first.first), `${name}: ${first.defect.name}`)
      }
    }
  })

  it('name what to fix first, and what that may also fix, though it was only inconclusive', () => {
    const report = where('sse', {
      ...failing(['RES-02', 'RES-03', 'RES-05', 'ID-08']),
      'RES-11': 'inconclusive',
      'RES-13': 'inconclusive',
    })
    const [one, another] = likelyDefects(report)
    assert.equal(another, undefined)
    assert.equal(one?.defect.name, 'resume-skips-one')
    assert.deepEqual(one.others.toSorted(), ['ID-08', 'RES-02', 'RES-05', 'RES-11', 'RES-13'])
    const text = likelyText(one)
    assert.match(text, /^Fix RES-03 first; this may also fix .*RES-02.*\.$/)
    const flat = (shown: string) => shown.replaceAll(/<[^>]+>|\*\*|\\|\x1b\[\d+m/g, '').replaceAll(/\s+/g, ' ')
    const options = { colour: false, width: 100 }
    for (const shown of [renderTerminal(report, options), renderMarkdown(report), renderHtml(report)])
      assert.ok(flat(shown).includes('Fix RES-03 first; this may also fix '), shown.slice(0, 2000))
  })

  it('are two where two are behind it', () => {
    const both = ['RES-02', 'RES-03', 'RES-05', 'ID-08', 'RES-11', 'RES-13', 'FRM-05', 'FRM-05b', 'FRM-05c', 'FRM-05d']
    assert.deepEqual(
      likelyDefects(where('sse', failing(both)))
        .map(({ first }) => first)
        .toSorted(),
      ['FRM-05', 'RES-03'],
    )
  })

  it('are none where too little fails, where most of what it breaks passed, or where it was expected', () => {
    assert.deepEqual(likelyDefects(where('sse', failing(['RES-02', 'RES-03']))), [])
    assert.deepEqual(
      likelyDefects(
        where('sse', {
          ...failing(['FRM-05', 'FRM-05b', 'FRM-05c']),
          'FRM-05d': 'pass',
          'FRM-05e': 'pass',
          'SEC-11': 'pass',
          'SEC-11b': 'pass',
        }),
      ),
      [],
    )
    assert.deepEqual(likelyDefects(where('matrix', failing(['RES-02', 'HB-04', 'SYN-01', 'SEC-01']))), [])
    const expected: Verdict['baseline'] = { state: 'expected', reason: 'known', until: '2027-01-01' }
    const report = reportOf(['RES-02', 'RES-03', 'RES-05', 'ID-08'].map(id => verdictOf('fail', { id, baseline: expected })))
    assert.deepEqual(likelyDefects(report), [])
  })
})
