import type { EngineName } from '../../schemas/index.js'

/** The engines in which pages are judged. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const satisfies readonly EngineName[]

export const isEngine = (name: string): name is EngineName => ENGINES.some(engine => engine === name)

/** A browser window that shows one page after the other. */
export interface Tab {
  /** Resolves once the page is loaded. Rejects if it does not load. */
  open(url: string): Promise<void>
  /** The value of the expression on the page, as JSON carries it. */
  run(expression: string): Promise<unknown>
  /** Puts another page in front of this one. */
  hide(): Promise<void>
  show(): Promise<void>
  /** Messages from the browser about the page that is shown. */
  onConsole(listener: (message: string) => void): void
  /** Resolves once earlier messages were delivered: a page may notice something before its console does. */
  heard(): Promise<void>
}

/** A running browser. */
export interface Browser {
  readonly engine: EngineName
  /** Name and version for people: `Firefox 153.7.0`. */
  readonly version: string
  newTab(): Promise<Tab>
  /** Resolves once all of its processes have exited. May be called again. */
  close(): Promise<void>
}

/** Where an engine is installed on this machine, and how it is driven. */
export interface EngineFound {
  readonly engine: EngineName
  readonly executable: string
  readonly by: 'playwright' | 'webdriver'
  /** It is not Playwright's own build. */
  readonly stock: boolean
}

/** What an engine is missing on this machine, and the command that installs it. */
export interface EngineMissing {
  readonly engine: EngineName
  readonly missing: string
}
