import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { Tab } from '../../../record/browser/engine.js'
import { createFleet, ENGINES } from '../../../record/index.js'
import { removeFolders } from '../../api/scratch.js'
import { needsBrowsers } from '../../browser/judged.js'
import { written } from './pages.js'

const AXE = `(() => {
  ${axe.source}
  document.querySelectorAll('details').forEach(one => { one.open = true })
  window.found = undefined
  axe.run().then(({ violations }) => { window.found = violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200)) })
})()`

/** What axe finds fault with. Its answer is waited for here: not every driver waits for a promise. */
const faultsOf = async (tab: Tab): Promise<unknown> => {
  await tab.run(AXE)
  for (let tries = 0; tries < 300; tries++) {
    const found = await tab.run('window.found || null')
    if (found !== null) return found
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return 'no answer'
}

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
    it(`is shown by ${engine} whole, without a complaint, and axe finds nothing`, async () => {
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
          assert.deepEqual(await faultsOf(tab), [], name)
          said.length = 0
        }
      })
    })
  }
})
