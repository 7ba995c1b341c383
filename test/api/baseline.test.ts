import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { ConfigurationError, exitCodeOf, readBaseline, updatedBaseline, withExpectations, writeBaseline } from '../../api/index.js'
import { startReference } from '../../reference/index.js'
import type { BaselineEntry, Report, VerdictKind } from '../../schemas/index.js'
import { ssespec } from '../cli/ssespec.js'
import { report, verdict } from '../reports/fixtures.js'
import { folderWith, removeFolders } from './scratch.js'

const entry = (more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  id: 'FRM-05',
  verdict: 'fail',
  reason: 'the new writer comes in June',
  until: '2026-06-30',
  unmet: ['deliveries.lf.got const'],
  ...more,
})

// Started on 4 May 2026.
const judged = (kind: VerdictKind, unmet = ['deliveries.lf.got const']): Report => report([verdict(kind, { unmet })])

const stateAndCode = (shown: Report, baseline: readonly BaselineEntry[]): [string | undefined, number] => {
  const held = withExpectations(shown, baseline)
  return [held.verdicts[0]?.baseline?.state, exitCodeOf(held)]
}

describe('a baseline', () => {
  after(removeFolders)

  it('keeps a listed failure from breaking the build, and the verdict from changing', () => {
    assert.deepEqual(stateAndCode(judged('fail'), [entry()]), ['expected', 0])
    const held = withExpectations(judged('fail'), [entry()])
    assert.equal(held.conforms, false)
    assert.equal(held.verdicts[0]?.verdict, 'fail')
  })

  it('breaks the build for a failure that it does not list', () => {
    assert.deepEqual(stateAndCode(judged('fail'), []), [undefined, 1])
    assert.equal(exitCodeOf(withExpectations(report([verdict('fail'), verdict('fail', { id: 'FRM-06' })]), [entry({ unmet: [] })])), 1)
  })

  it('breaks it for another reason, and not for fewer reasons', () => {
    assert.deepEqual(stateAndCode(judged('fail', ['framing.colonless maxItems']), [entry()]), ['other-reason', 1])
    const both = entry({ unmet: ['deliveries.lf.got const', 'framing.colonless maxItems'] })
    assert.deepEqual(stateAndCode(judged('fail'), [both]), ['expected', 0])
    assert.deepEqual(stateAndCode(judged('fail'), [entry({ verdict: 'inconclusive' })]), ['other-reason', 1])
    assert.deepEqual(stateAndCode(judged('inconclusive'), [entry()]), ['other-reason', 4])
  })

  it('breaks it once its day has passed, and not on that day', () => {
    assert.deepEqual(stateAndCode(judged('fail'), [entry({ until: '2026-05-04' })]), ['expected', 0])
    assert.deepEqual(stateAndCode(judged('fail'), [entry({ until: '2026-05-03' })]), ['expired', 1])
  })

  it('breaks it for what passes again', () => {
    assert.deepEqual(stateAndCode(judged('pass', []), [entry()]), ['passes-again', 1])
    assert.deepEqual(stateAndCode(judged('warn', []), [entry()]), ['passes-again', 1])
  })

  it('says nothing of what was not judged', () => {
    const other = report([verdict('skip'), verdict('pass', { id: 'FRM-06' })])
    assert.deepEqual(stateAndCode(other, [entry()]), [undefined, 0])
  })

  it('covers a MUST that stays inconclusive, and no error of the harness', () => {
    assert.deepEqual(stateAndCode(judged('inconclusive'), [entry({ verdict: 'inconclusive' })]), ['expected', 0])
    assert.deepEqual(stateAndCode(judged('error'), [entry()]), [undefined, 4])
  })

  it('is written anew with the reasons of old entries; what was not judged stays', () => {
    const shown = report([
      verdict('fail', { unmet: ['new'] }),
      verdict('fail', { id: 'FRM-06' }),
      verdict('pass', { id: 'FRM-07' }),
      verdict('skip', { id: 'HB-01' }),
    ])
    const before = [entry(), entry({ id: 'FRM-07' }), entry({ id: 'HB-01' }), entry({ id: 'RES-01' })]
    const { entries, added, kept, removed } = updatedBaseline(shown, before)
    assert.deepEqual([added, kept, removed], [1, 3, 1])
    assert.deepEqual(
      entries.map(({ id, reason, until, unmet }) => [id, reason, until, unmet]),
      [
        ['FRM-05', entry().reason, '2026-06-30', ['new']],
        ['FRM-06', 'accepted on 2026-05-04: say why', '2026-08-02', []],
        ['HB-01', entry().reason, '2026-06-30', entry().unmet],
        ['RES-01', entry().reason, '2026-06-30', entry().unmet],
      ],
    )
    assert.deepEqual(exitCodeOf(withExpectations(shown, entries)), 0)
  })

  it('is read as it was written, and what is wrong with it is said', () => {
    const file = join(folderWith(), 'baseline.json')
    writeBaseline(file, [entry()])
    assert.deepEqual(readBaseline(file), [entry()])
    const wrong = (text: string, says: RegExp) =>
      assert.throws(
        () => readBaseline(join(folderWith({ 'b.json': text }), 'b.json')),
        (cause: unknown) => cause instanceof ConfigurationError && says.test(cause.message),
      )
    wrong('[]', /is not valid/)
    wrong(JSON.stringify({ format: 'ssespec-baseline/1', expected: [entry({ id: 'XX-99' })] }), /lists XX-99, which is not a requirement/)
    wrong(JSON.stringify({ format: 'ssespec-baseline/1', expected: [entry(), entry()] }), /lists FRM-05 twice/)
    wrong(JSON.stringify({ format: 'ssespec-baseline/1', expected: [entry({ until: 'soon' })] }), /until: must match/)
  })
})

describe('ssespec check with a baseline', () => {
  after(removeFolders)

  it('writes it, keeps to it over runs, tells it in every format, and sees when it is stale', async () => {
    const reference = await startReference({ fault: 'newline-unprefixed', port: 0 })
    const config = {
      url: `${reference.streamUrl}?channel={{channel}}`,
      hooks: {
        publish: { url: `${reference.url}/publish`, body: { channel: '{{channel}}', data: '{{data}}', event: '{{event}}', id: '{{id}}' } },
      },
    }
    const folder = folderWith({ 'ssespec.config.json': JSON.stringify(config) })
    const run = (...more: string[]) => ssespec(['check', '--quick', '--only', 'FRM-05,HTTP-01', ...more], { folder })
    try {
      assert.equal((await run()).code, 1)
      const written = await run('--update-baseline')
      assert.equal(written.code, 0, written.err)
      assert.match(written.err, /ssespec\.baseline\.json: \d added, 0 kept, 0 removed\. Add a reason and an end date to each new entry/)
      const file = join(folder, 'ssespec.baseline.json')
      writeBaseline(
        file,
        readBaseline(file).map(one => ({ ...one, reason: 'mended in June' })),
      )
      const held = await run('--out', 'bundle')
      assert.equal(held.code, 0, held.out)
      assert.match(held.out, /Expected failures\n {2}FRM-05 {2}expected failure until [\d-]+: mended in June/)
      for (const [reporter, words] of [
        ['markdown', /### Expected failures\n\n- FRM-05: expected failure until .*mended in June/],
        ['junit', /<skipped message="expected failure until .*mended in June"/],
        ['html', /Expected by the baseline<\/h3>.*mended in June/s],
        ['json', /"state": "expected",\n +"until"/],
      ] as const) {
        assert.match((await ssespec(['report', 'bundle', '--reporter', reporter], { folder })).out, words, reporter)
      }
      assert.equal((await ssespec(['verify', 'bundle'], { folder })).code, 0)
      writeBaseline(file, [...readBaseline(file), { id: 'HTTP-01', verdict: 'fail', reason: 'never true', until: '2999-01-01', unmet: [] }])
      const stale = await run()
      assert.equal(stale.code, 1)
      assert.match(stale.out, /Passing again\n {2}HTTP-01 .*never true/)
    } finally {
      await reference.stop()
    }
  })
})
