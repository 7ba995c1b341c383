/** The parts of a server that implements MSC2108: those of any event stream, with a chain of `/sync` responses instead of channels. */

import { cleanParts } from '../clean-parts.js'
import type { Parts } from '../parts.js'
import { allowedSyncFields, answerByBackend, answerSyncHead, anyOrigin, authenticateSync, matrixError } from './answers.js'
import { openSyncStream } from './open-sync-stream.js'

export const cleanSyncParts: Parts = {
  ...cleanParts,
  cors: anyOrigin,
  allowedFields: allowedSyncFields,
  errorContent: matrixError,
  authenticate: authenticateSync,
  openStream: openSyncStream,
  answerHead: answerSyncHead,
  answerElsewhere: answerByBackend,
}
