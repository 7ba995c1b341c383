/** The parts of a server that speaks MSC2108: those of any event stream, and in place of channels a chain of `/sync` responses. */

import { cleanParts, type Parts } from '../parts.js'
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
