import type { EngineName } from '../../schemas/index.js'

/** The engines that pages are judged in. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const satisfies readonly EngineName[]

export const isEngine = (name: string): name is EngineName => ENGINES.some(engine => engine === name)

/** A window of a browser, in which one page after the other is shown. */
export interface Tab {
  /** Resolves once the page is loaded. Rejects when it does not load. */
  open(url: string): Promise<void>
  /** What the expression comes to on the page, as JSON carries it. */
  run(expression: string): Promise<unknown>
  /** Another page comes before this one. */
  hide(): Promise<void>
  show(): Promise<void>
  /** What the browser says of the page that is shown. */
  onConsole(listener: (message: string) => void): void
  /** Resolves once all that it said so far was told: a page may hear of something before its console does. */
  heard(): Promise<void>
}

/** A browser that runs. */
export interface Browser {
  readonly engine: EngineName
  /** Its name and version, for people: `Firefox 153.7.0`. */
  readonly version: string
  newTab(): Promise<Tab>
  /** Resolves once none of its processes is left. May be called again. */
  close(): Promise<void>
}

/** Where an engine is on this machine, and what drives it there. */
export interface EngineFound {
  readonly engine: EngineName
  readonly executable: string
  readonly by: 'playwright' | 'webdriver'
  /** It is no build of Playwright's own. */
  readonly stock: boolean
}

/** What an engine lacks on this machine, and the command that installs it. */
export interface EngineLack {
  readonly engine: EngineName
  readonly lack: string
}
