/** Long polls and chains that wait for changes, each woken only by what concerns its user or device. */

import type { Session } from './store.js'

interface Waiter {
  readonly device_id: string
  readonly wake: () => void
}

/** By user id. */
export type Waiters = Map<string, Set<Waiter>>

/** @returns a function that stops waiting */
export function wait(waiters: Waiters, session: Session, wake: () => void): () => void {
  const waiter: Waiter = { device_id: session.device_id, wake }
  const ofUser = waiters.get(session.user_id) ?? new Set()
  waiters.set(session.user_id, ofUser.add(waiter))
  return () => {
    ofUser.delete(waiter)
    if (ofUser.size === 0 && waiters.get(session.user_id) === ofUser) waiters.delete(session.user_id)
  }
}

export function wakeUser(waiters: Waiters, user_id: string, device_id?: string): void {
  for (const waiter of [...(waiters.get(user_id) ?? [])]) {
    if (device_id === undefined || waiter.device_id === device_id) waiter.wake()
  }
}

export function wakeUsers(waiters: Waiters, users: ReadonlySet<string>): void {
  // Iterates over whichever is smaller: the waiters, or the users concerned.
  if (users.size <= waiters.size) for (const user_id of users) wakeUser(waiters, user_id)
  else for (const user_id of [...waiters.keys()]) if (users.has(user_id)) wakeUser(waiters, user_id)
}
