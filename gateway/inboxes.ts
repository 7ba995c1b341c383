/** The inboxes of all devices, and their common memory limit. */

import { createInbox, type Inbox, type InboxBound, type Reader } from './inbox.js'

export interface Inboxes {
  /** A client of the device sent a token that the upstream accepts: see `Inbox.arrive`. */
  arrive(device: string, token: string | undefined, wake?: () => void): Reader
  has(device: string): boolean
  empty(): boolean
  kept(): { readonly messages: number; readonly bytes: number }
  forget(): void
}

export interface InboxesBound extends InboxBound {
  /** Bytes over all devices. */
  readonly all_bytes: number
}

export function createInboxes(bound: InboxesBound): Inboxes {
  const inboxes = new Map<string, Inbox>()
  let all_bytes = 0

  /** Runs something that may change how much is kept, then removes the oldest messages of the device that was inactive longest. */
  const counted = <Result>(inbox: Inbox, deed: () => Result): Result => {
    const before = inbox.kept_bytes()
    const result = deed()
    all_bytes += inbox.kept_bytes() - before
    for (const each of inboxes.values()) {
      while (all_bytes > bound.all_bytes && each.kept_messages() > 0) {
        all_bytes -= each.kept_bytes()
        each.shed()
        all_bytes += each.kept_bytes()
      }
      if (all_bytes <= bound.all_bytes) break
    }
    return result
  }
  return {
    arrive: (device, token, wake) => {
      const inbox = inboxes.get(device) ?? createInbox(bound)
      inboxes.delete(device)
      inboxes.set(device, inbox)
      const reader = counted(inbox, () => inbox.arrive(token, wake))
      return {
        ...reader,
        take: (messages, next_batch) => counted(inbox, () => reader.take(messages, next_batch)),
        leave: () => {
          reader.leave()
          if (inbox.idle() && inboxes.get(device) === inbox) inboxes.delete(device)
        },
      }
    },
    has: device => inboxes.has(device),
    empty: () => inboxes.size === 0,
    kept: () => ({ messages: [...inboxes.values()].reduce((sum, inbox) => sum + inbox.kept_messages(), 0), bytes: all_bytes }),
    forget: () => {
      inboxes.clear()
      all_bytes = 0
    },
  }
}
