import { existsSync } from 'node:fs'
import type { EngineName } from '../../schemas/index.js'
import type { EngineFound, EngineMissing } from './engine.js'

/** Where operating systems install them. */
const PLACES: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  webkit: ['/usr/bin/WebKitWebDriver'],
}

/** Overrides the path of the executable; for WebKit, that of WebKitWebDriver. */
const NAMED: Readonly<Record<EngineName, string>> = {
  chromium: 'SSESPEC_CHROMIUM',
  firefox: 'SSESPEC_FIREFOX',
  webkit: 'SSESPEC_WEBKIT',
}

const TITLES: Readonly<Record<EngineName, string>> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }

/** The Debian packages that contain it. */
export const PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
}

const missingOf = (engine: EngineName, what: string): EngineMissing => ({
  engine,
  missing: `${what}: npx playwright-core@1.64.1 install ${engine}, or apt-get install ${PACKAGES[engine].join(' ')}`,
})

/** Playwright is loaded only here and where it launches, so that everything except browsers works without it. */
export const loadPlaywright = async (): Promise<typeof import('playwright-core') | undefined> => {
  try {
    return await import('playwright-core')
  } catch {
    return undefined
  }
}

const ownBuild = async (engine: EngineName): Promise<string | undefined> => {
  const path = (await loadPlaywright())?.[engine].executablePath()
  return path !== undefined && existsSync(path) ? path : undefined
}

const driven = (engine: EngineName, executable: string, stock: boolean): EngineFound => ({
  engine,
  executable,
  stock,
  by: engine === 'webkit' && stock ? 'webdriver' : 'playwright',
})

/** The engine on this machine: the configured one, Playwright's, or the system's; or what is missing. */
export const findEngine = async (engine: EngineName): Promise<EngineFound | EngineMissing> => {
  const named = process.env[NAMED[engine]]
  if (named !== undefined) {
    if (existsSync(named)) return driven(engine, named, true)
    return { engine, missing: `${NAMED[engine]} names ${named}, which does not exist` }
  }
  const own = await ownBuild(engine)
  if (own !== undefined) return driven(engine, own, false)
  const found = PLACES[engine].find(existsSync)
  if (found === undefined) return missingOf(engine, `${TITLES[engine]} is not installed`)
  if (engine !== 'webkit' && (await loadPlaywright()) === undefined) {
    return { engine, missing: 'playwright-core is not installed: npm install playwright-core@1.64.1' }
  }
  return driven(engine, found, true)
}
