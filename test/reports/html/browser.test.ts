import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { removeFolders } from '../../api/scratch.js'
import { needs } from '../../examples/needs.js'
import { written } from './pages.js'

const CHROMIUM = process.env.SSESPEC_CHROMIUM ?? '/usr/bin/chromium'

const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1120, height: 900 }

describe('the HTML report in a browser', () => {
  let browser: Browser | undefined
  let files: Readonly<Record<string, string>> = {}

  before(async () => {
    if (!existsSync(CHROMIUM)) return
    files = await written()
    // Root has no sandbox in Chromium.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] })
  })
  after(async () => {
    await browser?.close()
    removeFolders()
  })

  /** Opens each page, and gives back what the browser complained of. */
  const onEach = async (context: Mocha.Context, options: BrowserContextOptions, look: (page: Page, name: string) => Promise<void>) => {
    needs(context, browser !== undefined, 'Chromium')
    const said: string[] = []
    const opened = await browser?.newContext(options)
    for (const [name, url] of Object.entries(files)) {
      const page = await opened?.newPage()
      if (page === undefined) continue
      page.on('console', message => said.push(`${name}: ${message.text()}`))
      page.on('pageerror', error => said.push(`${name}: ${error.message}`))
      page.on('dialog', dialog => said.push(`${name}: ${dialog.message()}`))
      page.on('request', request => {
        if (request.url() !== url && !request.url().startsWith('data:')) said.push(`${name} asks for ${request.url()}`)
      })
      await page.goto(url)
      await look(page, name)
      await page.close()
    }
    await opened?.close()
    assert.deepEqual(said, [])
  }

  it('is taken without a complaint, and asks for nothing', async function () {
    await onEach(this, { viewport: DESK }, async page => assert.ok((await page.title()).length > 0))
  })

  it('needs no script', async function () {
    await onEach(this, { javaScriptEnabled: false, viewport: DESK }, async (page, name) => {
      assert.ok(await page.locator('h1').isVisible(), name)
      if (name !== 'every') return
      await page.locator('a.cell[href="#FRM-05"]').click()
      assert.ok(await page.locator('#FRM-05 .bytes').first().isVisible())
      assert.ok(await page.locator('#FRM-05 svg.timeline').isVisible())
    })
  })

  // The contrast of dark colours is computed in contrast.test.ts.
  it('has nothing that axe finds fault with', async function () {
    await onEach(this, { colorScheme: 'light', viewport: DESK, bypassCSP: true }, async (page, title) => {
      await page.evaluate('document.querySelectorAll("details").forEach(one => { one.open = true })')
      await page.addScriptTag({ content: axe.source })
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()')
      assert.ok(passes.some(({ id }) => id === 'color-contrast'))
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${title}: ${id}, ${nodes.length} times, as ${nodes[0]?.html.slice(0, 200)}`),
        [],
      )
    })
  })

  it('is as wide as a phone, and no wider', async function () {
    await onEach(this, { viewport: PHONE }, async (page, name) => {
      await page.evaluate('document.querySelectorAll("details").forEach(one => { one.open = true })')
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), PHONE.width, name)
    })
  })

  it('is led through by a keyboard: first to the content, then to every cell', async function () {
    await onEach(this, { viewport: DESK }, async (page, name) => {
      if (name !== 'every') return
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the content')
      assert.ok(await page.locator('.skip-link').isVisible())
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      assert.match(String(await page.evaluate('document.activeElement.className')), /^cell /)
    })
  })

  it('shows no character of a hostile text as markup, nor turned around', async function () {
    await onEach(this, { viewport: DESK }, async (page, name) => {
      if (name !== 'hostile') return
      assert.equal(await page.locator('img, script, iframe').count(), 0)
      assert.doesNotMatch((await page.locator('body').textContent()) ?? '', /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/)
    })
  })
})
