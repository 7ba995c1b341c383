import assert from 'node:assert/strict'
import { createFleet, ENGINES } from '../../../record/index.js'
import { removeFolders } from '../../api/scratch.js'
import { needsBrowsers } from '../../browser/judged.js'
import { written } from './pages.js'

describe('the HTML report in every browser', () => {
  const fleet = createFleet()
  let files: Readonly<Record<string, string>> = {}

  before(async function () {
    await needsBrowsers(this)
    files = await written()
  })
  after(async () => {
    await fleet.close()
    removeFolders()
  })

  for (const engine of ENGINES) {
    it(`is shown by ${engine} whole and without a complaint`, async () => {
      await fleet.withTab(engine, async tab => {
        const said: string[] = []
        tab.onConsole(message => said.push(message))
        for (const [name, url] of Object.entries(files)) {
          await tab.open(url)
          assert.equal(await tab.run('document.contentType'), 'text/html', name)
          assert.equal(await tab.run('document.querySelector("h1").getClientRects().length > 0'), true, name)
          const dead =
            '[...document.querySelectorAll("a[href^=\\"#\\"]")].filter(one => !document.getElementById(decodeURIComponent(one.hash.slice(1))))'
          assert.equal(await tab.run(`${dead}.length`), 0, `${name}: links to nowhere`)
          assert.deepEqual(said, [], name)
          said.length = 0
        }
      })
    })
  }
})
