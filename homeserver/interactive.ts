/** "User-Interactive Authentication API", with one stage per flow. */

import { randomBytes } from 'node:crypto'
import { userByPassword } from './accounts.js'
import type { Core } from './core.js'
import { MatrixError } from './errors.js'
import { type JsonObject, optionalObject } from './json.js'
import type { User } from './store.js'

const MAX_SESSIONS = 10_000
const SESSION_MS = 15 * 60_000

type Stage = 'm.login.dummy' | 'm.login.password'

/**
 * Returns if the request may proceed.
 * @throws {MatrixError} 401 with the flows, and with the error of the attempted stage
 */
export function authenticateInteractively(core: Core, body: JsonObject, stage: Stage, user?: User): void {
  const auth = optionalObject(body, 'auth')
  if (auth === undefined || typeof auth.type !== 'string') throw ask(core, stage, auth?.session)
  if (auth.type !== stage) throw ask(core, stage, auth.session, 'M_UNRECOGNIZED', `the stage is ${stage}`)
  if (auth.session !== undefined && !isKnown(core, auth.session)) throw ask(core, stage, undefined, 'M_UNKNOWN', 'the session is unknown')
  if (stage === 'm.login.password' && !isOwnPassword(core, auth, user)) {
    throw ask(core, stage, auth.session, 'M_FORBIDDEN', 'the password is wrong')
  }
  core.interactive.delete(String(auth.session))
}

function isOwnPassword(core: Core, auth: JsonObject, user: User | undefined): boolean {
  try {
    const identifier = auth.identifier ?? auth.user ?? user?.user_id
    return userByPassword(core, typeof identifier === 'string' ? { user: identifier, password: auth.password } : auth) === user
  } catch (error) {
    if (error instanceof MatrixError && error.status === 429) throw error
    return false
  }
}

function isKnown(core: Core, session: unknown): boolean {
  return performance.now() - (core.interactive.get(String(session)) ?? Number.NEGATIVE_INFINITY) < SESSION_MS
}

function ask(core: Core, stage: Stage, known: unknown, errcode?: string, error?: string): Error {
  const session = known !== undefined && isKnown(core, known) ? String(known) : randomBytes(12).toString('base64url')
  core.interactive.set(session, performance.now())
  const [oldest] = core.interactive.keys()
  if (core.interactive.size > MAX_SESSIONS && oldest !== undefined) core.interactive.delete(oldest)
  return new MatrixError(401, errcode, error ?? 'more authentication is needed', {
    flows: [{ stages: [stage] }],
    params: {},
    session,
    completed: [],
  })
}
