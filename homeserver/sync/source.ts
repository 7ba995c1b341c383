/** The homeserver as a source for streams. */

import type { Refusal, SyncSource } from '../../reference/index.js'
import { challenge } from '../../reference/index.js'
import { attempt } from '../attempts.js'
import type { Core } from '../core.js'
import { errorContent, MatrixError } from '../errors.js'
import { sessionOf } from '../sessions.js'
import { openChain } from './chain.js'
import { syncAskOf } from './request.js'

export function syncSource(core: Core): SyncSource {
  return {
    open: async request => {
      try {
        const session = sessionOf(core, request.access_token)
        const ask = syncAskOf(core, session, request)
        attempt(core, `open\0${session.user_id}\0${session.device_id}`, core.settings.limits.opens_per_minute, 60_000)
        return openChain(core, session, ask)
      } catch (error) {
        return { refusal: refusalOf(error) }
      }
    },
  }
}

/** The response to the same `/sync` request. */
function refusalOf(thrown: unknown): Refusal {
  const error = thrown instanceof MatrixError ? thrown : new MatrixError(500, 'M_UNKNOWN', 'the server met an error of its own')
  const fields = error.problem === undefined ? error.fields : challenge(error.problem).fields
  return { status: error.status, fields, content: JSON.stringify(errorContent(error)) }
}
