import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, chromium } from 'playwright-core'
import { documentFaults, profileNames } from '../../schemas/index.js'
import { writeSite } from '../../scripts/docs/build.js'
import { readExamples } from '../../scripts/docs/examples.js'
import { families, faultOf, readings, readingsOf } from '../../suites/index.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { ssespec } from '../cli/ssespec.js'
import { needs } from '../examples/needs.js'

const CHROMIUM = process.env.SSESPEC_CHROMIUM ?? '/usr/bin/chromium'
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1120, height: 900 }

const linksIn = (page: string): string[] => Array.from(page.matchAll(/ href="([^"]*)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'))
const idsIn = (page: string): string[] => Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id = '']) => id)
const words = (text: string): string => text.replace(/\s+/g, ' ').trim()

describe('the documentation', () => {
  let site = ''
  let browser: Browser | undefined
  const ids = families().flatMap(({ requirements }) => requirements.map(({ id }) => id))
  const read = (path: string): string => readFileSync(join(site, path), 'utf8')

  before(async () => {
    site = join(folderWith(), 'site')
    writeSite(site)
    if (existsSync(CHROMIUM))
      browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  })
  after(async () => {
    await browser?.close()
    removeFolders()
  })

  it('has a page for every requirement, in the index', () => {
    const index = linksIn(read('index.html'))
    for (const id of ids) {
      assert.ok(existsSync(join(site, 'requirements', `${id}.html`)), id)
      assert.ok(index.includes(`requirements/${id}.html`), id)
    }
  })

  it('leads nowhere that is not there', () => {
    const pages = ['index.html', 'readings.html', 'formats.html', ...ids.map(id => `requirements/${id}.html`)]
    const seen = new Set<string>()
    for (let path = pages.pop(); path !== undefined; path = pages.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      for (const href of linksIn(read(path))) {
        if (/^(https:|data:)/.test(href)) continue
        const { pathname, hash } = new URL(href, `http://site/${path}`)
        const to = decodeURIComponent(pathname.slice(1))
        assert.ok(existsSync(join(site, to)), `${path} leads to ${href}`)
        if (to.endsWith('.html')) pages.push(to)
        if (hash !== '') assert.ok(idsIn(read(to)).includes(decodeURIComponent(hash.slice(1))), `${path} leads to ${href}`)
      }
    }
    assert.ok([...seen].some(path => path.startsWith('guides/')))
  })

  it('tells of a requirement what explain tells', async () => {
    const { out } = await ssespec(['explain', 'RES-14'], { environment: { COLUMNS: '100' } })
    const page = words(read('requirements/RES-14.html').replace(/<[^>]*>/g, ' '))
    const [reading] = readingsOf('RES-14')
    assert.ok(reading)
    for (const text of [reading.question, 'encryption keys that are permanently lost with the connection']) {
      assert.ok(words(out).includes(words(text)), text)
      assert.ok(page.includes(words(text)), text)
    }
  })

  it('argues every reading from A1 to A17, and each rests under requirements that exist', () => {
    assert.deepEqual(
      readings().map(({ id }) => id),
      Array.from({ length: 17 }, (_, index) => `A${index + 1}`),
    )
    for (const { id, requirements } of readings()) for (const name of requirements) assert.ok(ids.includes(name), `${id}: ${name}`)
    const named = families().flatMap(({ requirements }) =>
      requirements.flatMap(({ id, lenient_reading = '' }) =>
        Array.from(lenient_reading.matchAll(/\((A\d+)\)/g), ([, reading = '']) => [id, reading] as const),
      ),
    )
    for (const [id, reading] of named)
      assert.ok(
        readingsOf(id).some(one => one.id === reading),
        `${id} says that it rests on ${reading}`,
      )
  })

  it('shows recorded bytes of requirements and faults that exist', () => {
    const examples = Object.entries(readExamples())
    assert.ok(examples.length > 50, `${examples.length}`)
    for (const [id, { fault }] of examples) {
      assert.ok(ids.includes(id), id)
      const own = families().flatMap(({ requirements }) => requirements.filter(one => one.id === id))
      assert.ok(
        own.some(one => profileNames.some(profile => faultOf(one, profile) === fault)),
        `${id} has another fault now: npm run docs:examples -- ${id}`,
      )
    }
  })

  it('shows JSON that fits its schema', () => {
    const guide = readFileSync(join('docs', 'guides', 'write-a-requirement.md'), 'utf8')
    const [, json = ''] = /```json\n(.*?)```/s.exec(guide) ?? []
    const suite = { format: 'ssespec-suite/1', family: 'HTTP', title: 'HTTP', requirements: [JSON.parse(json)] }
    assert.deepEqual(documentFaults('suite', suite), [])
    const first = readFileSync(join('docs', 'guides', 'first-check.md'), 'utf8')
    assert.deepEqual(documentFaults('config', JSON.parse(/```json\n(.*?)```/s.exec(first)?.[1] ?? '')), [])
  })

  for (const [name, viewport, colorScheme] of [
    ['light', DESK, 'light'],
    ['dark', DESK, 'dark'],
    ['a phone', PHONE, 'light'],
  ] as const) {
    it(`has nothing that axe finds, no message and no sideways scrolling: ${name}`, async function () {
      needs(this, browser !== undefined, 'Chromium')
      const page = await browser?.newPage({ viewport, colorScheme })
      assert.ok(page)
      const said: string[] = []
      page.on('console', message => said.push(message.text()))
      page.on('pageerror', error => said.push(error.message))
      for (const path of [
        'index.html',
        'readings.html',
        'formats.html',
        'guides/ci.html',
        'requirements/FRM-05.html',
        'requirements/RES-14.html',
      ]) {
        await page.goto(pathToFileURL(join(site, path)).href)
        await page.addScriptTag({ content: axe.source })
        const { violations } = (await page.evaluate('axe.run(document, { preload: false })')) as AxeResults
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 200)}`),
          [],
        )
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${path} scrolls sideways`)
      }
      assert.deepEqual(said, [])
      await page.close()
    })
  }
})
