/** The responses of repeated `/sync` calls, for a stream and for the long poll. Both wait in the same way and use the same query. */

import type { SyncBatch, SyncChain } from '../../reference/index.js'
import type { Core } from '../core.js'
import { beginSync } from '../presence.js'
import { isAlive } from '../sessions.js'
import type { Session } from '../store.js'
import { acknowledge } from '../to-device.js'
import { takeTurn } from '../turns.js'
import { wait } from '../waiters.js'
import { type Delta, deltaSince } from './delta.js'
import type { SyncAsk } from './request.js'

export function openChain(core: Core, session: Session, asked: SyncAsk): SyncChain {
  // The only token that a client sends: later tokens of the chain acknowledge nothing.
  if (asked.since !== undefined) acknowledge(core, session, asked.since)
  const attendance = beginSync(core, session.user_id, asked.set_presence)
  const closing = new AbortController()
  let ask = asked
  let first = true
  return {
    next: async () => {
      attendance.renew()
      const waiting = first && (ask.since === undefined || ask.full_state) ? undefined : Number.POSITIVE_INFINITY
      const delta = await nextDelta(core, session, ask, waiting, closing.signal)
      if (delta === undefined) return undefined
      first = false
      ask = { ...ask, since: delta.next, full_state: false }
      return batchOf(delta)
    },
    close: () => {
      closing.abort()
      attendance.end()
    },
  }
}

function batchOf({ response }: Delta): SyncBatch {
  return { next_batch: String(response.next_batch), content: JSON.stringify(response) }
}

/**
 * The first non-empty delta, or whatever there is at the timeout. Undefined if the token was revoked or the signal was aborted. An empty delta
 * advances the position, so that skipped events are not examined again.
 */
export async function nextDelta(
  core: Core,
  session: Session,
  asked: SyncAsk,
  timeout_ms: number | undefined,
  signal: AbortSignal,
): Promise<Delta | undefined> {
  const until_ms = performance.now() + (timeout_ms ?? 0)
  for (let ask = asked; ; ) {
    if (signal.aborted || core.stopped || !isAlive(core, session)) return undefined
    const delta = deltaSince(core, session, ask)
    const left_ms = until_ms - performance.now()
    if (!delta.empty || timeout_ms === undefined || left_ms <= 0) return delta
    ask = { ...ask, since: delta.next }
    await somethingHappens(core, session, left_ms, signal)
  }
}

function somethingHappens(core: Core, session: Session, timeout_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = timeout_ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(done, Math.ceil(timeout_ms))
    let woken = false
    const stopWaiting = wait(core.waiters, session, () => {
      if (!woken) takeTurn(done)
      woken = true
    })
    signal.addEventListener('abort', done)
    function done(): void {
      clearTimeout(timer)
      stopWaiting()
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
