/** "Transaction identifiers": the same request of a device, sent again, does nothing again. */

import type { UserCall } from './call.js'
import { invalidParam } from './errors.js'
import type { JsonObject } from './json.js'

/** Kept a device; the oldest is forgotten over it. */
const MAX_TRANSACTIONS = 2_000

/** The answer that the device's request was given the first time, or that of doing it now. An error is not kept. */
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
