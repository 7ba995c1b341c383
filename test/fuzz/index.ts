/** Everything that takes input from strangers, tried with inputs that nobody wrote. */

import fc from 'fast-check'
import { frames } from './frames.js'
import { bundles, observations, recordings } from './recordings.js'
import { suites } from './suites.js'
import type { FuzzTarget } from './target.js'
import { upstreamResponses } from './upstream.js'
import { captures, requests } from './wire.js'

export const targets: readonly FuzzTarget[] = [captures, requests, frames, upstreamResponses, recordings, bundles, observations, suites]

export interface Fuzzed {
  readonly runs: number
  /** The input that broke it, its error, and how to try it again; undefined if none did. */
  readonly broken?: string
}

/** Tries one target for some seconds. `seed` repeats what an earlier run tried. */
export const fuzz = async ({ start }: FuzzTarget, seconds: number, seed: number): Promise<Fuzzed> => {
  const { property, stop } = await start()
  try {
    const run = await fc.check(property, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: 1000 * seconds,
      // What takes longer than this for one input is a finding.
      timeout: 30_000,
    })
    const runs = run.numRuns
    return run.failed && run.counterexample !== null ? { runs, broken: fc.defaultReportMessage(run) ?? 'it failed' } : { runs }
  } finally {
    await stop?.()
  }
}
