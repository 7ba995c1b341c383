import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from '../../api/index.js'
import { embeddedChannels } from '../../api/sse/embedded.js'
import { faults, startReference } from '../../reference/index.js'
import { formats } from '../../reports/index.js'
import { documentFaults, type Report } from '../../schemas/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { readPage, withClass } from '../reports/html/read-page.js'
import { ssespec } from './ssespec.js'

const ONLY = 'FRM-05,FRM-20,SEC-01'

describe('ssespec check', () => {
  afterEach(removeFolders)

  it('without a URL judges the embedded reference, which conforms, and leaves a bundle', async () => {
    const out = join(folderWith(), 'deep', 'bundle')
    const ran = await ssespec(['check', '--only', ONLY, '--out', out, '--reporter', 'mocha:dot'])
    assert.equal(ran.code, 0, ran.out + ran.err)
    assert.match(ran.out, /passing/)
    assert.deepEqual(readdirSync(out).sort(), [
      'badge.json',
      'badge.svg',
      'junit.xml',
      'observations.json',
      'recording.ndjson.gz',
      'report.html',
      'report.json',
      'summary.md',
    ])
    const text = readFileSync(join(out, 'report.json'), 'utf8')
    assert.deepEqual(documentFaults('report', JSON.parse(text)), [])
    const observations: unknown[] = JSON.parse(readFileSync(join(out, 'observations.json'), 'utf8'))
    for (const observation of observations) assert.deepEqual(documentFaults('observation', observation), [])
    const again = await judge(join(out, 'recording.ndjson.gz'), { foreign: true })
    assert.equal(formats.json.render(again.report), text)
    assert.equal(`${JSON.stringify(again.observations)}\n`, readFileSync(join(out, 'observations.json'), 'utf8'))
  })

  it('judges the server of its configuration: 1 where it has a fault, with the bytes', async () => {
    const reference = await startReference({ fault: 'newline-unprefixed', token: 'ssespec-embedded-reference-token', control: true })
    try {
      const folder = folderWith({ 'ssespec.config.json': JSON.stringify(embeddedChannels.configuration(reference)) })
      const ran = await ssespec(['check', '--only', ONLY, '--reporter', 'json', '--out', 'bundle'], { folder })
      assert.equal(ran.code, 1, ran.err)
      const report: Report = JSON.parse(ran.out)
      const failed = report.verdicts.filter(({ verdict }) => verdict === 'fail')
      const breaks = faults
        .find(({ name }) => name === 'newline-unprefixed')
        ?.breaks.filter(id => report.verdicts.some(one => one.id === id))
      assert.deepEqual(
        failed.map(({ id }) => id),
        breaks,
      )
      const fault = failed.find(({ id }) => id === 'FRM-05')
      assert.match(fault?.evidence[0]?.excerpt ?? '', /data: first .*\nsecond/)
      const page = readPage(readFileSync(join(folder, 'bundle', 'report.html'), 'utf8'))
      // One cause: its picture once, and beneath it what may fail by it.
      assert.equal(withClass(page, 'timeline').length, 1)
      assert.equal(withClass(page, 'row').filter(({ attributes }) => attributes.get('class') === 'row fail').length, failed.length - 1)
      assert.ok(!ran.out.includes('ssespec-embedded-reference-token'))
    } finally {
      await reference.stop()
    }
  })

  it('into a folder that cannot be written says so, and judges nothing', async () => {
    const file = join(folderWith({ taken: '' }), 'taken')
    const { code, out, err } = await ssespec(['check', '--only', ONLY, '--out', file])
    assert.deepEqual([code, out], [4, ''])
    assert.match(err, /^[^\n]*taken could not be written: [^\n]*\. Choose another folder with --out\.\n$/)
  })
})
