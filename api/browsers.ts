import { type Engines, enginesHere } from '../record/index.js'
import type { EngineName } from '../schemas/index.js'

/** The browsers in which pages are judged. */
export interface BrowserOptions {
  /** Default: all. */
  readonly engines?: readonly EngineName[]
  /** A missing browser is an error. Otherwise its verdicts are skipped, with the command that installs it. */
  readonly required?: boolean
}

/** A required browser is not installed; the message says how to install it. */
export class BrowserMissingError extends Error {
  constructor(missing: readonly string[]) {
    super(`${missing.join('\n')}\nOr choose other browsers with --browsers.`)
    this.name = 'BrowserMissingError'
  }
}

/** Looks for the requested browsers. Throws BrowserMissingError if a required one is not installed. */
export const lookForBrowsers = async ({ engines, required = false }: BrowserOptions): Promise<Engines> => {
  const found = await enginesHere(engines)
  const missing = Object.values(found).flatMap(({ missing }) => (missing === undefined ? [] : [missing]))
  if (required && missing.length > 0) throw new BrowserMissingError(missing)
  return found
}
