import { ConfigurationError, NoBundleError, NothingSelectedError } from '../api/index.js'
import { CapacityError, SubjectError, WorkloadError } from '../load/index.js'
import { UnreachableError } from '../record/index.js'

/**
 * 0 conforms; 1 does not conform; 2 wrong usage or configuration; 3 target unreachable; 4 the harness failed or the result is inconclusive; 5
 * nothing was selected.
 */
export const EXIT = { conforms: 0, fails: 1, usage: 2, unreachable: 3, failed: 4, nothing: 5 } as const

const USAGE = [ConfigurationError, NoBundleError, WorkloadError, SubjectError, CapacityError]

export const exitCodeFor = (cause: unknown): number => {
  if (USAGE.some(kind => cause instanceof kind)) return EXIT.usage
  if (cause instanceof UnreachableError) return EXIT.unreachable
  if (cause instanceof NothingSelectedError) return EXIT.nothing
  return EXIT.failed
}
