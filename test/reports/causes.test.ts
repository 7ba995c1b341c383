import { strict as assert } from 'node:assert'
import { causesOf, causeText } from '../../reports/causes.js'
import { renderHtml } from '../../reports/html/report.js'
import { renderMarkdown } from '../../reports/markdown.js'
import { renderTerminal } from '../../reports/terminal.js'
import { type Profile, profileNames, type Report, type Verdict } from '../../schemas/index.js'
import { defectsOfFaults } from '../../scripts/defects.js'
import { knownDefects, requirementsOf } from '../../suites/index.js'
import { evidence, report as reportOf, verdict as verdictOf } from './fixtures.js'

/** A report on all of a profile, of which this is known; of the rest nothing is. */
const where = (profile: Profile, known: Readonly<Record<string, Verdict['verdict']>>): Report =>
  reportOf(requirementsOf(profile).map(({ id, requirement }) => verdictOf(known[id] ?? 'not-applicable', { id, requirement })))

const failing = (ids: readonly string[]): Readonly<Record<string, 'fail'>> => Object.fromEntries(ids.map(id => [id, 'fail']))

const named = (report: Report): string[] => causesOf(report).map(({ first }) => first.map(({ id }) => id).join(' or '))

const RESUME = ['RES-02', 'RES-03', 'RES-05', 'ID-08', 'RES-11', 'RES-13']

describe('causes', () => {
  it('are known from the faults of the reference: npm run defects writes them', () => {
    assert.deepEqual(knownDefects(), defectsOfFaults())
  })

  it('are found again: where all that a defect breaks fails, one of it is the only cause', () => {
    for (const profile of profileNames) {
      const ids = new Set(requirementsOf(profile).map(({ id }) => id))
      for (const { name, breaks } of knownDefects()) {
        const broken = breaks.filter(id => ids.has(id))
        if (breaks[0] !== broken[0]) continue
        const causes = causesOf(where(profile, failing(broken)))
        assert.equal(causes.length, 1, name)
        assert.ok(
          causes[0]?.first.every(({ id }) => broken.includes(id)),
          name,
        )
      }
    }
  })

  it('are requirements that failed, each finding in one of them', () => {
    const known = {
      ...failing([...RESUME, 'FRM-05', 'FRM-05b', 'SEC-01']),
      'HTTP-05': 'warn',
      'RES-04': 'inconclusive',
      'RES-01': 'pass',
    } as const
    const report = where('sse', known)
    const told = causesOf(report).flatMap(({ first, others }) => [...first, ...others].map(({ id }) => id))
    assert.deepEqual(
      told.toSorted(),
      report.verdicts
        .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  it('say what to fix first, and what that may also fix, though it was only inconclusive', () => {
    const report = where('sse', { ...failing(['RES-02', 'RES-03', 'RES-05', 'ID-08']), 'RES-11': 'inconclusive', 'RES-13': 'inconclusive' })
    const [one, another] = causesOf(report)
    assert.equal(another, undefined)
    assert.ok(one)
    assert.deepEqual(one.unseen.map(({ id }) => id).toSorted(), ['RES-11', 'RES-13'])
    const text = causeText(one)
    assert.match(text, /^Fix RES-0[23] .*; this may also fix .*RES-05.*\.$/)
    const flat = (shown: string) => shown.replaceAll(/<[^>]+>|\*\*|\\|\x1b\[\d+m/g, '').replaceAll(/\s+/g, ' ')
    const options = { colour: false, width: 100 }
    for (const shown of [renderTerminal(report, options), renderMarkdown(report), renderHtml(report)])
      assert.match(flat(shown), /Fix RES-0[23] .*; this may also fix /)
  })

  it('are shown with their bytes and their fix once; what may fail by them, without', () => {
    const bytes = { evidence: [evidence({ excerpt: 'data: of the cause\n' })] }
    const report = reportOf([
      verdictOf('fail', { id: 'HTTP-09', ...bytes }),
      ...['RES-15', 'BRW-01'].map(id => verdictOf('fail', { id, evidence: [evidence({ excerpt: 'data: of another\n' })] })),
    ])
    assert.deepEqual(named(report), ['HTTP-09'])
    const terminal = renderTerminal(report, { colour: false, width: 100 })
    assert.equal(terminal.match(/data: of /g)?.length, 1)
    assert.equal(terminal.match(/fix: /g)?.length, 1)
    for (const id of ['HTTP-09', 'RES-15', 'BRW-01']) assert.match(terminal, new RegExp(`✗ ${id} MUST`))
    const markdown = renderMarkdown(report)
    assert.equal(markdown.match(/<details>/g)?.length, 1)
    assert.equal(markdown.match(/data: of /g)?.length, 1)
    const page = renderHtml(report)
    assert.equal(page.match(/<article class="finding fail"/g)?.length, 1)
    assert.equal(page.match(/<details class="row fail"/g)?.length, 2)
  })

  it('are two where two are behind it', () => {
    assert.equal(named(where('sse', failing([...RESUME, 'FRM-05', 'FRM-05b', 'FRM-05c', 'FRM-05d']))).length, 2)
  })

  it('are not named together where most of what one breaks passed, nor where nothing is known to break both', () => {
    const passed = { 'FRM-05d': 'pass', 'FRM-05e': 'pass', 'SEC-11': 'pass', 'SEC-11b': 'pass' } as const
    assert.equal(named(where('sse', { ...failing(['FRM-05']), ...passed })).length, 1)
    assert.deepEqual(named(where('matrix', failing(['HB-04', 'SEC-01', 'RES-01']))), ['RES-01', 'HB-04', 'SEC-01'])
  })

  it('are none of what was expected', () => {
    const expected: Verdict['baseline'] = { state: 'expected', reason: 'known', until: '2027-01-01' }
    assert.deepEqual(causesOf(reportOf(RESUME.map(id => verdictOf('fail', { id, baseline: expected })))), [])
  })
})
