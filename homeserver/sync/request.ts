/** The parameters of a `/sync` or stream request, parsed strictly. */

import { type Core, userOf } from '../core.js'
import { invalidParam } from '../errors.js'
import type { Presence, Session } from '../store.js'
import { type BatchToken, tokenOf } from '../token.js'
import { filterOf, type SyncFilter } from './filter.js'

/** The parameters as sent; undefined if absent. */
export interface SyncParameters {
  readonly since: string | undefined
  readonly filter: string | undefined
  readonly full_state: string | undefined
  readonly set_presence: string | undefined
  readonly use_state_after: string | undefined
}

export interface SyncAsk {
  /** Undefined requests an initial sync. */
  readonly since: BatchToken | undefined
  readonly filter: SyncFilter
  readonly full_state: boolean
  readonly set_presence: Presence['presence']
  readonly use_state_after: boolean
}

/** @throws {MatrixError} 400 for a parameter that does not match the specification */
export function syncAskOf(core: Core, session: Session, parameters: SyncParameters): SyncAsk {
  const { since, set_presence = 'online' } = parameters
  if (set_presence !== 'online' && set_presence !== 'offline' && set_presence !== 'unavailable') {
    throw invalidParam('"set_presence" is not one of online, offline and unavailable')
  }
  return {
    since: since === undefined || since === '' ? undefined : tokenOf(core.store, since),
    filter: filterOf(parameters.filter, userOf(core, session.user_id)),
    full_state: flag('full_state', parameters.full_state),
    set_presence,
    use_state_after: flag('use_state_after', parameters.use_state_after),
  }
}

function flag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw invalidParam(`"${name}" is not true or false`)
}
