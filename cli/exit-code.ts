import { ConfigurationError, NoBundleError, NothingSelectedError } from '../api/index.js'
import { CapacityError, SubjectError, WorkloadError } from '../load/index.js'
import { OriginError, UnreachableError } from '../record/index.js'

import { EXIT } from './exit.js'

const USAGE = [ConfigurationError, NoBundleError, WorkloadError, SubjectError, CapacityError, OriginError]

/** The exit code for what a verb threw. */
export const exitCodeFor = (cause: unknown): number => {
  if (USAGE.some(kind => cause instanceof kind)) return EXIT.usage
  if (cause instanceof UnreachableError) return EXIT.unreachable
  if (cause instanceof NothingSelectedError) return EXIT.nothing
  return EXIT.failed
}
