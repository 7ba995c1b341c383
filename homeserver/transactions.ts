/** "Transaction identifiers": repeating a device's request has no further effect. */

import type { UserCall } from './call.js'
import { invalidParam } from './errors.js'
import type { JsonObject } from './json.js'

/** The most kept per device; over it, the oldest is forgotten. */
const MAX_TRANSACTIONS = 2_000

/** The response that the request got the first time, or the result of running it now. Errors are not stored. */
export function once({ user, session }: UserCall, what: string, transaction_id: string, act: () => JsonObject): JsonObject {
  if (transaction_id.length > 255) throw invalidParam('the transaction id is over 255 characters')
  const transactions = user.devices.get(session.device_id)?.transactions
  const key = `${what}\0${transaction_id}`
  const before = transactions?.get(key)
  if (before !== undefined) return before
  const answer = act()
  transactions?.set(key, answer)
  const [oldest] = transactions?.keys() ?? []
  if (transactions !== undefined && transactions.size > MAX_TRANSACTIONS && oldest !== undefined) transactions.delete(oldest)
  return answer
}
