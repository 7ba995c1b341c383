import type { EngineName } from '../../schemas/index.js'
import { type Browser, ENGINES, type EngineFound, type Tab } from './engine.js'
import { findEngine } from './find.js'
import { launchByPlaywright } from './playwright.js'
import { closeOnSignal } from './signals.js'
import { launchByWebDriver } from './webdriver.js'

/** The requested engines, each with what is missing on this machine, if anything. */
export type Engines = Readonly<Partial<Record<EngineName, { readonly missing?: string }>>>

/** The available ones. */
export const enginesIn = ({ browsers = {} }: { readonly browsers?: Engines }): EngineName[] =>
  ENGINES.filter(engine => browsers[engine] !== undefined && browsers[engine].missing === undefined)

/** Looks for the engines on this machine. */
export const enginesHere = async (asked: readonly EngineName[] = ENGINES): Promise<Engines> =>
  Object.fromEntries(
    await Promise.all(
      asked.map(async engine => {
        const found = await findEngine(engine)
        return [engine, 'missing' in found ? { missing: found.missing } : {}] as const
      }),
    ),
  )

/** Browsers, each started when first needed. */
export interface Fleet {
  /** Resolves once every browser that can start is running, so that timed scenarios need not wait for it. */
  start(engines: readonly EngineName[]): Promise<void>
  /** Runs work on an exclusive tab. Rejects if the browser does not start. */
  withTab<Result>(engine: EngineName, work: (tab: Tab, version: string) => Promise<Result>): Promise<Result>
  /** Resolves once all browser processes have exited. May be called again; the browsers then start anew. */
  close(): Promise<void>
}

interface Running {
  readonly browser: Browser
  readonly idle: Tab[]
}

const launch = (found: EngineFound): Promise<Browser> => (found.by === 'webdriver' ? launchByWebDriver(found) : launchByPlaywright(found))

const start = async (engine: EngineName): Promise<Running> => {
  const found = await findEngine(engine)
  if ('missing' in found) throw new Error(found.missing)
  return { browser: await launch(found), idle: [] }
}

const EMPTY = 'about:blank'

export const createFleet = (): Fleet => {
  const running = new Map<EngineName, Promise<Running>>()
  let unlisten: (() => void) | undefined
  const started = (engine: EngineName): Promise<Running> => {
    const known = running.get(engine)
    if (known !== undefined) return known
    unlisten ??= closeOnSignal(close)
    const starting = start(engine)
    // A browser that does not start is not retried for every scenario.
    running.set(engine, starting)
    starting.catch(() => {})
    return starting
  }
  const closeAll = async () => {
    const all = [...running.values()]
    running.clear()
    const settled = await Promise.allSettled(all)
    await Promise.all(settled.map(async one => (one.status === 'fulfilled' ? one.value.browser.close() : undefined)))
    unlisten?.()
    unlisten = undefined
  }
  // Repeated calls wait for the same shutdown.
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= closeAll().finally(() => {
      closing = undefined
    })
    return closing
  }
  return {
    start: async engines => {
      await Promise.allSettled(engines.map(started))
    },
    withTab: async (engine, work) => {
      const { browser, idle } = await started(engine)
      const tab = idle.pop() ?? (await browser.newTab())
      const result = await work(tab, browser.version)
      // A tab that failed is not used again.
      await tab.open(EMPTY)
      idle.push(tab)
      return result
    },
    close,
  }
}
