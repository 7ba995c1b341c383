/** Changes `/sync` responses section by section on their way to the stream. */

import type { Parts } from '../../parts.js'
import type { SyncRequest } from '../../sync/source.js'
import { wrappedChains } from './changed-chains.js'

export interface RoomEvent {
  type?: string
  sender?: string
  event_id?: string
  state_key?: string
  origin_server_ts?: number
  content?: Record<string, unknown> | string
  unsigned?: Record<string, unknown>
}

export interface Events {
  events?: RoomEvent[]
}

export interface Room {
  timeline?: Events & { limited?: boolean; prev_batch?: string }
  state?: Events
  state_after?: Events
  ephemeral?: Events
  account_data?: Events
  invite_state?: Events
  knock_state?: Events
  summary?: Record<string, unknown>
  unread_notifications?: Record<string, unknown>
}

export type Rooms = Record<string, Room>

/** Everything in a `/sync` response. */
export interface SyncJson {
  next_batch: string
  rooms?: { join?: Rooms; invite?: Rooms; knock?: Rooms; leave?: Rooms }
  presence?: Events
  account_data?: Events
  to_device?: Events
  device_lists?: { changed?: unknown[]; left?: unknown[] }
  device_one_time_keys_count?: Record<string, unknown>
  device_unused_fallback_key_types?: string[]
}

/** Changes a response in place; `count` is its number on the stream, from 1. */
export type Change = (response: SyncJson, count: number) => void

const TOKEN_AND_KEYS = new Set(['next_batch', 'device_one_time_keys_count', 'device_unused_fallback_key_types'])

export const joinedRooms = ({ rooms }: SyncJson): Room[] => Object.values(rooms?.join ?? {})

export const allRooms = ({ rooms }: SyncJson): Room[] => Object.values(rooms ?? {}).flatMap(section => Object.values(section ?? {}))

/** Keeps the items for which the predicate is true; an empty list is removed. */
export function keepEvents<Name extends string>(
  holder: { [name in Name]?: Events | undefined },
  name: Name,
  keeps: (event: RoomEvent) => boolean,
): void {
  const list = holder[name]
  if (list?.events === undefined) return
  const events = list.events.filter(keeps)
  if (events.length > 0 || name === 'timeline') holder[name] = { ...list, events }
  else delete holder[name]
}

const isEmptyRoom = ({ timeline, summary, unread_notifications, ...rest }: Room): boolean =>
  (timeline?.events ?? []).length === 0 && timeline?.limited !== true && Object.keys(rest).length === 0

/** Removes empty rooms, and then sections without rooms. */
function prune(response: SyncJson): void {
  const { rooms } = response
  if (rooms === undefined) return
  for (const section of ['join', 'invite', 'knock', 'leave'] as const) {
    const entries = Object.entries(rooms[section] ?? {})
    const kept = section === 'join' ? entries.filter(([, room]) => !isEmptyRoom(room)) : entries
    if (kept.length === 0) delete rooms[section]
    else rooms[section] = Object.fromEntries(kept)
  }
  if (Object.keys(rooms).length === 0) delete response.rooms
}

const says = (response: SyncJson): boolean => Object.keys(response).some(name => !TOKEN_AND_KEYS.has(name))

/** Changes each chain's responses with what `begin` returns for it. A response with nothing left is not sent. */
export function changedResponses(clean: Parts, begin: (request: SyncRequest) => Change): Pick<Parts, 'openChain'> {
  return wrappedChains(clean, (chain, request) => {
    const change = begin(request)
    let count = 0
    return {
      next: async () => {
        for (;;) {
          const batch = await chain.next()
          if (batch === undefined) return undefined
          count += 1
          const response = JSON.parse(batch.content) as SyncJson
          const said = says(response)
          change(response, count)
          if (said && (count > 1 || request.since !== undefined)) {
            prune(response)
            if (!says(response)) continue
          }
          return { next_batch: batch.next_batch, content: JSON.stringify(response) }
        }
      },
      close: () => chain.close(),
    }
  })
}

/** Changes the inline filter before it is applied; an id, or text that is not JSON, is left as it is. */
export function changedFilter(clean: Parts, change: (filter: FilterJson) => void): Pick<Parts, 'syncRequest'> {
  return {
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      try {
        const filter = JSON.parse(request.filter ?? '') as FilterJson
        change(filter)
        return { ...request, filter: JSON.stringify(filter) }
      } catch {
        return request
      }
    },
  }
}

interface EventFilter {
  types?: string[]
  not_types?: string[]
  not_senders?: string[]
  limit?: unknown
}

export interface FilterJson {
  presence?: EventFilter
  account_data?: EventFilter
  room?: {
    not_rooms?: string[]
    include_leave?: boolean
    timeline?: EventFilter
    state?: EventFilter
    ephemeral?: EventFilter
    account_data?: EventFilter
  }
}
