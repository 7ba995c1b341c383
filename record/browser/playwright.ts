import type { Browser as Driven, LaunchOptions, Page } from 'playwright-core'
import type { EngineName } from '../../schemas/index.js'
import type { Browser, EngineFound, Tab } from './engine.js'
import { loadPlaywright } from './find.js'

const LAUNCH_MS = 180_000

/** Nothing but loopback is looked up or called; what a browser fetches for itself is switched off. */
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
    // A page that the page itself opens comes before it; headless Chromium hides none all the same.
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
    // The answer comes by the same way, after what was said before.
    heard: async () => void (await page.evaluate('0')),
  }
}

/** Starts a browser by Playwright. Rejects when it does not start. */
export const launchByPlaywright = async ({ engine, executable, stock }: EngineFound): Promise<Browser> => {
  const playwright = await loadPlaywright()
  if (playwright === undefined) throw new Error('playwright-core is not installed: npm install playwright-core@1.64.1')
  const driven: Driven = await playwright[engine].launch({
    ...OFFLINE[engine],
    executablePath: executable,
    // Only this channel speaks to a Firefox that Playwright did not build.
    ...(engine === 'firefox' && stock ? { channel: 'moz-firefox' } : {}),
    timeout: LAUNCH_MS,
    // A run that is stopped closes its browsers itself, once it has judged what it recorded.
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
