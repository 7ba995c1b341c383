import type { EngineName } from '../../schemas/index.js'
import { type Browser, ENGINES, type EngineFound, type Tab } from './engine.js'
import { findEngine } from './find.js'
import { launchByPlaywright } from './playwright.js'
import { closeOnSignal } from './signals.js'
import { launchByWebDriver } from './webdriver.js'

/** The engines that were asked for: what each lacks on this machine, where it lacks something. */
export type Engines = Readonly<Partial<Record<EngineName, { readonly lack?: string }>>>

/** Those of them that are there. */
export const enginesIn = ({ browsers = {} }: { readonly browsers?: Engines }): EngineName[] =>
  ENGINES.filter(engine => browsers[engine] !== undefined && browsers[engine].lack === undefined)

/** Looks for the engines on this machine. */
export const enginesHere = async (asked: readonly EngineName[] = ENGINES): Promise<Engines> =>
  Object.fromEntries(
    await Promise.all(
      asked.map(async engine => {
        const found = await findEngine(engine)
        return [engine, 'lack' in found ? { lack: found.lack } : {}] as const
      }),
    ),
  )

/** Browsers that run, each started when it is first needed. */
export interface Fleet {
  /** Resolves once those that can be started run: what is timed need not wait for it. */
  start(engines: readonly EngineName[]): Promise<void>
  /** Works on a tab that nothing else works on. Rejects when the browser does not start. */
  withTab<Result>(engine: EngineName, work: (tab: Tab, version: string) => Promise<Result>): Promise<Result>
  /** Resolves once no process of any is left. May be called again; then the browsers start anew. */
  close(): Promise<void>
}

interface Running {
  readonly browser: Browser
  readonly idle: Tab[]
}

const launch = (found: EngineFound): Promise<Browser> => (found.by === 'webdriver' ? launchByWebDriver(found) : launchByPlaywright(found))

const start = async (engine: EngineName): Promise<Running> => {
  const found = await findEngine(engine)
  if ('lack' in found) throw new Error(found.lack)
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
    // One that does not start is not tried again for every scenario.
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
  // Who asks again waits for the same end.
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
