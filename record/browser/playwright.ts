import type { Browser as Driven, LaunchOptions, Page } from 'playwright-core'
import type { EngineName } from '../../schemas/index.js'
import type { Browser, EngineFound, Tab } from './engine.js'
import { loadPlaywright } from './find.js'

const LAUNCH_MS = 180_000

/** Only loopback is resolved or called; the browser's own background requests are switched off. */
const OFFLINE: Readonly<Record<EngineName, LaunchOptions>> = {
  chromium: { args: ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', '--disable-quic', '--no-pings'] },
  firefox: {
    firefoxUserPrefs: {
      'network.dns.disabled': true,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'network.proxy.type': 0,
      'services.settings.server': 'http://127.0.0.1:9/',
      'browser.search.update': false,
      'extensions.getAddons.cache.enabled': false,
    },
  },
  webkit: {},
}

const NAMES: Readonly<Record<EngineName, string>> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }

const showPage = (page: Page, listeners: ((message: string) => void)[]): Tab => {
  let before: Page | undefined
  const tell = (message: string) => {
    for (const listener of listeners) listener(message)
  }
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') tell(message.text())
  })
  page.on('pageerror', error => tell(error.message))
  return {
    open: async url => {
      await page.goto(url)
    },
    run: expression => page.evaluate(expression),
    // A page opened by this page would cover it, but headless Chromium never hides a page.
    hide: async () => {
      const opened = page.waitForEvent('popup')
      await page.evaluate("void window.open('about:blank')")
      before = await opened
    },
    show: async () => {
      await before?.close()
      before = undefined
    },
    onConsole: listener => void listeners.splice(0, 1, listener),
    // The reply takes the same channel as the messages, so it arrives after them.
    heard: async () => void (await page.evaluate('0')),
  }
}

/** Starts a browser with Playwright. Rejects if it does not start. */
export const launchByPlaywright = async ({ engine, executable, stock }: EngineFound): Promise<Browser> => {
  const playwright = await loadPlaywright()
  if (playwright === undefined) throw new Error('playwright-core is not installed: npm install playwright-core@1.64.1')
  const driven: Driven = await playwright[engine].launch({
    ...OFFLINE[engine],
    executablePath: executable,
    // The only protocol for a Firefox that is not Playwright's build.
    ...(engine === 'firefox' && stock ? { channel: 'moz-firefox' } : {}),
    timeout: LAUNCH_MS,
    // A stopped run closes its browsers itself, after judging what it recorded.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const context = await driven.newContext({ ignoreHTTPSErrors: true })
  return {
    engine,
    version: `${NAMES[engine]} ${driven.version()}`,
    newTab: async () => showPage(await context.newPage(), []),
    close: () => driven.close(),
  }
}
