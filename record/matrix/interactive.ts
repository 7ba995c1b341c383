import type { Account } from './account.js'
import { stringOf } from './answer.js'
import type { Called } from './call.js'
import type { Member } from './member.js'

/**
 * A call that the user confirms with a password (Client-Server API, user-interactive authentication). The first request has no authentication and
 * gets the session. `label` names the call that counts.
 */
export const withPassword = async (
  call: Member['call'],
  { user_id, password }: Account,
  method: string,
  path: string,
  body: object,
  label: string,
): Promise<Called> => {
  const asked = await call(method, path, body, `${label}, asked`)
  if (asked.status !== 401) return asked
  const session = stringOf(asked.answer, 'session')
  const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: user_id }, password, session }
  return call(method, path, { ...body, auth }, label)
}
