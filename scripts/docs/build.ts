// Writes the documentation, a static site, to the given folder, by default docs/site: `npm run docs`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readExamples } from './examples.js'
import { formatsPage } from './formats.js'
import { guidePages } from './guides.js'
import { type Page, pageText, SITE_STYLE } from './layout.js'
import { indexPage, readingsPage, requirementPages } from './requirements.js'

/** Every page of the site. */
export const sitePages = (): Page[] => [indexPage(), readingsPage(), formatsPage(), ...guidePages(), ...requirementPages(readExamples())]

/** Writes the site. Replaces the folder's content. */
export const writeSite = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
  for (const page of sitePages()) {
    const file = join(folder, page.path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, pageText(page))
  }
  writeFileSync(join(folder, 'style.css'), SITE_STYLE)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../../docs/site', import.meta.url)))
  writeSite(folder)
  process.stdout.write(`${join(folder, 'index.html')}\n`)
}
