import { strict as assert } from 'node:assert'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundled } from '../api/bundled.js'
import { removeFolders } from '../api/scratch.js'
import { loadOf, transport } from '../load/results.js'
import { named, readPage } from '../reports/html/read-page.js'
import { ssespec } from './ssespec.js'

const FILES = ['report.json', 'report.html', 'junit.xml', 'summary.md', 'recording.ndjson.gz']

describe('ssespec report', () => {
  let made = ''
  let bundle = ''

  before(async () => {
    made = await bundled(['FRM-05', 'HB-04'])
  })
  beforeEach(() => {
    bundle = join(made, 'copy')
    mkdirSync(bundle, { recursive: true })
    for (const file of FILES) copyFileSync(join(made, file), join(bundle, file))
  })
  afterEach(() => rmSync(bundle, { recursive: true, force: true }))
  after(removeFolders)

  const file = (name: string): string => readFileSync(join(bundle, name), 'utf8')

  it('gives the bundle’s page again, byte for byte', async () => {
    const ran = await ssespec(['report', bundle, '--reporter', 'html'])
    assert.deepEqual([ran.code, ran.err, ran.out], [0, '', file('report.html')])
  })

  it('shows it at a terminal, and ends with 0 whatever the verdicts', async () => {
    const report = JSON.parse(file('report.json'))
    report.verdicts[0].verdict = 'fail'
    Object.assign(report, { conforms: false, summary: { ...report.summary, pass: report.summary.pass - 1, fail: 1 } })
    writeFileSync(join(bundle, 'report.json'), JSON.stringify(report))
    const { code, out } = await ssespec(['report', bundle])
    assert.equal(code, 0)
    assert.match(out, /\nDoes not conform to sse as far as selected/)
  })

  it('writes a file, in the format that its name says', async () => {
    const out = join(bundle, 'again.html')
    const ran = await ssespec(['report', bundle, '--out', out])
    assert.deepEqual([ran.code, ran.out, ran.err], [0, '', `Report written to ${out}\n`])
    assert.equal(readFileSync(out, 'utf8'), file('report.html'))
  })

  it('tells on the page what was measured under load too, where that is in the same folder', async () => {
    writeFileSync(join(bundle, 'load.json'), JSON.stringify(loadOf([transport(), transport({ name: 'longpoll' })])))
    const { code, out } = await ssespec(['report', bundle, '--reporter', 'html'])
    assert.equal(code, 0)
    assert.match(out, /<h2 id="page-load-title">Under load: chat<\/h2>/)
    assert.match(out, /<svg [^>]*aria-label="Bytes/)
    writeFileSync(join(bundle, 'load.json'), '{ "format": "ssespec-load/1" }')
    const broken = await ssespec(['report', bundle, '--reporter', 'html'])
    assert.equal(broken.code, 2)
    assert.match(broken.err, /A result of load/)
  })

  it('sets results of load side by side, where they are of one workload', async () => {
    const [one, two] = [join(bundle, 'one.json'), join(bundle, 'two.json')]
    const load = loadOf([transport()])
    writeFileSync(one, JSON.stringify(load))
    writeFileSync(two, JSON.stringify({ ...load, target: { ...load.target, url: 'http://two.test/' } }))
    const { code, out } = await ssespec(['report', one, two])
    assert.equal(code, 0)
    assert.match(out, /^ +A sse +B sse$/m)
    assert.ok(out.includes('B ') && out.includes('http://two.test/'))
    const page = await ssespec(['report', one, two, '--reporter', 'html'])
    const colours = [...page.out.matchAll(/<path [^>]*stroke="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour)
    assert.ok(new Set(colours).size > 1, 'each has a colour of its own')
    writeFileSync(two, JSON.stringify({ ...load, workload: { ...load.workload, connections: 11 } }))
    const other = await ssespec(['report', one, two])
    assert.equal(other.code, 2)
    assert.match(other.err, /two\.json was measured with another workload than .*one\.json/)
  })

  it('sets several side by side', async () => {
    const html = await ssespec(['report', bundle, made, '--reporter', 'html'])
    assert.equal(html.code, 0)
    assert.match(named(readPage(html.out), 'h1')[0]?.text ?? '', /^None of \d+ requirements differs\.$/)
    const { code, out } = await ssespec(['report', bundle, made])
    assert.equal(code, 0)
    assert.ok(out.includes(`A  ${bundle}: `) && out.includes(`B  ${made}: `))
  })

  it('of a bundle that is not there says so in one line: 2', async () => {
    const { code, out, err } = await ssespec(['report', join(bundle, 'gone')])
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /^[^\n]*gone\/report\.json could not be read: ENOENT[^\n]*\n$/)
  })

  it('used wrongly ends with 2', async () => {
    for (const [args, words] of [
      [
        ['report', bundle, '--reporter', 'nope'],
        /^--reporter: choose from terminal, html, json, junit, markdown, github, badge, shields\n$/,
      ],
      [['report', bundle, made, '--reporter', 'junit'], /^--reporter for several bundles: choose from terminal, html, markdown\n$/],
      [['report', bundle, '--out', join(bundle, 'report.json', 'x')], /could not be written/],
    ] as const) {
      const { code, err } = await ssespec(args)
      assert.equal(code, 2, args.join(' '))
      assert.match(err, words)
    }
  })
})
