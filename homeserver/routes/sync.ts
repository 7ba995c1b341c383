/** GET /sync: long polling. */

import { attempt } from '../attempts.js'
import { queryInteger, queryText, type Route, type UserCall, user } from '../call.js'
import { MatrixError, unknownToken } from '../errors.js'
import { beginSync } from '../presence.js'
import { nextDelta } from '../sync/chain.js'
import { syncAskOf } from '../sync/request.js'
import { acknowledge } from '../to-device.js'

/** The longest poll. */
const MAX_TIMEOUT_MS = 3_600_000

async function sync({ core, session, query, gone }: UserCall): Promise<object> {
  const text = (name: string) => queryText(query, name)
  const ask = syncAskOf(core, session, {
    since: text('since'),
    filter: text('filter'),
    full_state: text('full_state'),
    set_presence: text('set_presence'),
    use_state_after: text('use_state_after'),
  })
  const timeout_ms = Math.min(queryInteger(query, 'timeout') ?? 0, MAX_TIMEOUT_MS)
  if (ask.since === undefined)
    attempt(core, `open\0${session.user_id}\0${session.device_id}`, core.settings.limits.opens_per_minute, 60_000)
  else acknowledge(core, session, ask.since)
  const attendance = beginSync(core, session.user_id, ask.set_presence)
  try {
    const atOnce = ask.since === undefined || ask.full_state
    const delta = await nextDelta(core, session, ask, atOnce ? undefined : timeout_ms, gone)
    if (delta === undefined) throw core.stopped ? new MatrixError(503, 'M_UNKNOWN', 'the server is stopping') : unknownToken()
    return delta.response
  } finally {
    attendance.end()
  }
}

export const syncRoutes: readonly Route[] = [user('GET', '/v3/sync', sync)]
