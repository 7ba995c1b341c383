import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verify } from '../../api/index.js'
import { renderBundle } from '../../cli/report.js'
import { families } from '../../suites/index.js'
import { loadOf, transport } from '../load/results.js'
import { handmadeBundle } from './handmade.js'
import { removeFolders } from './scratch.js'

const titles = Object.fromEntries(families().map(({ family, title }) => [family, title]))

describe('a bundle of check and load in one folder', () => {
  let bundle = ''
  beforeEach(async () => {
    bundle = await handmadeBundle()
    writeFileSync(join(bundle, 'load.json'), JSON.stringify(loadOf([transport()])))
  })
  afterEach(removeFolders)

  const page = () => join(bundle, 'report.html')
  const withLoad = async () => writeFileSync(page(), await renderBundle(bundle, 'html', { colour: false, width: 100, titles }))
  const findings = async () => (await verify(bundle)).findings.map(({ kind, file }) => `${kind} ${file}`)

  it('verifies when load came first, and its page has no load result', async () => assert.deepEqual(await findings(), []))

  it('verifies when load came last, and its page has the load result too', async () => {
    const before = readFileSync(page(), 'utf8')
    await withLoad()
    assert.notEqual(readFileSync(page(), 'utf8'), before)
    assert.deepEqual(await findings(), [])
  })

  it('does not verify with a page of another load result, nor with a page of one that is gone', async () => {
    await withLoad()
    writeFileSync(join(bundle, 'load.json'), JSON.stringify(loadOf([transport()], { wall_ms: 1 })))
    assert.deepEqual(await findings(), ['edited-rendering report.html'])
    writeFileSync(join(bundle, 'load.json'), '{')
    assert.deepEqual(await findings(), ['edited-rendering load.json', 'edited-rendering report.html'])
  })
})
