import { strict as assert } from 'node:assert'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { NoBundleError, readBundle } from '../../api/index.js'
import { type Format, formats } from '../../reports/index.js'
import { documentFaults } from '../../schemas/index.js'
import { families } from '../../suites/index.js'
import { bundled } from './bundled.js'
import { folderWith, removeFolders } from './scratch.js'

const titles = Object.fromEntries(families().map(({ family, title }) => [family, title]))

describe('a bundle on disk', () => {
  let made = ''
  let bundle = ''

  before(async () => {
    made = await bundled(['FRM-05', 'HB-04'])
  })
  beforeEach(() => {
    bundle = join(folderWith(), 'bundle')
    mkdirSync(bundle)
    for (const file of readdirSync(made)) copyFileSync(join(made, file), join(bundle, file))
  })
  after(removeFolders)

  it('gives every one of its formats again, byte for byte', async () => {
    const { report, timeline } = await readBundle(bundle, { timeline: true })
    assert.deepEqual(documentFaults('timeline', timeline), [])
    for (const { file, render } of Object.values<Format>(formats)) {
      if (file === undefined || timeline === undefined) continue
      assert.equal(render(report, { colour: false, width: 100, titles, timeline }), readFileSync(join(bundle, file), 'utf8'), file)
    }
  })

  it('is read without its recording where no pictures are wanted', async () => {
    truncateSync(join(bundle, 'recording.ndjson.gz'), 200)
    assert.equal((await readBundle(bundle)).timeline, undefined)
  })

  it('without its recording has no timeline; with one that is not compressed it has', async () => {
    const compressed = join(bundle, 'recording.ndjson.gz')
    const recording = gunzipSync(readFileSync(compressed))
    rmSync(compressed)
    assert.equal((await readBundle(bundle, { timeline: true })).timeline, undefined)
    writeFileSync(join(bundle, 'recording.ndjson'), recording)
    assert.ok(((await readBundle(bundle, { timeline: true })).timeline?.scenarios.length ?? 0) > 0)
  })

  for (const [what, breaks, words] of [
    [
      'is not there',
      () => rmSync(bundle, { recursive: true }),
      /report\.json could not be read: ENOENT.* Name a folder written by ssespec check --out\.$/,
    ],
    [
      'has a report that was cut',
      () => truncateSync(join(bundle, 'report.json'), 100),
      /report\.json is not JSON: it was cut or edited\. /,
    ],
    [
      'has another report',
      () => writeFileSync(join(bundle, 'report.json'), '{"format":"other/1"}'),
      /report\.json is not an ssespec report: ./,
    ],
    ['has a recording that was cut', () => truncateSync(join(bundle, 'recording.ndjson.gz'), 200), /recording\.ndjson\.gz is broken: /],
    ['has no gzip for a recording', () => writeFileSync(join(bundle, 'recording.ndjson.gz'), '{}'), /recording\.ndjson\.gz is broken: /],
  ] as const) {
    it(`that ${what} is refused in one line`, async () => {
      breaks()
      await assert.rejects(
        readBundle(bundle, { timeline: true }),
        (cause: unknown) => cause instanceof NoBundleError && words.test(cause.message) && !cause.message.includes('\n'),
      )
    })
  }
})
