import { type Engines, enginesHere } from '../record/index.js'
import type { EngineName } from '../schemas/index.js'

/** In which browsers pages are judged. */
export interface BrowserOptions {
  /** All without it. */
  readonly engines?: readonly EngineName[]
  /** One that is not there is an error; otherwise its verdicts are skipped, with the command that installs it. */
  readonly required?: boolean
}

/** A browser that was asked for is not on this machine; says how to install it. */
export class BrowserMissingError extends Error {
  constructor(lacks: readonly string[]) {
    super(`${lacks.join('\n')}\nOr choose other browsers with --browsers.`)
    this.name = 'BrowserMissingError'
  }
}

/** Looks for the browsers that were asked for. Throws BrowserMissingError where one is required and not there. */
export const lookForBrowsers = async ({ engines, required = false }: BrowserOptions): Promise<Engines> => {
  const found = await enginesHere(engines)
  const lacks = Object.values(found).flatMap(({ lack }) => (lack === undefined ? [] : [lack]))
  if (required && lacks.length > 0) throw new BrowserMissingError(lacks)
  return found
}
