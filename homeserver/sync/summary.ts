/** "Room Summary": member counts, and the members after whom an unnamed room is named. */

import { firstAfter } from '../changes.js'
import type { JsonObject } from '../json.js'
import { stateText } from '../rooms/state.js'
import type { Room, User } from '../store.js'

export interface Summary {
  readonly content: JsonObject
  readonly heroes: readonly string[]
}

const HEROES = 5
const TYPES = new Set(['m.room.member', 'm.room.name', 'm.room.canonical_alias'])

/** Undefined if nothing in it changed after the position. */
export function summaryOf(room: Room, user: User, since: number | undefined): Summary | undefined {
  if (since !== undefined && !changedAfter(room, since)) return undefined
  const heroes = heroesOf(room, user)
  return {
    content: {
      ...(heroes.length > 0 && { 'm.heroes': heroes }),
      'm.joined_member_count': room.joined.size,
      'm.invited_member_count': room.invited.size,
    },
    heroes,
  }
}

function changedAfter(room: Room, since: number): boolean {
  for (let index = firstAfter(room.state_events, since); index < room.state_events.length; index += 1) {
    if (TYPES.has(room.state_events[index]?.type ?? '')) return true
  }
  return false
}

function heroesOf(room: Room, user: User): string[] {
  const named = stateText(room, 'm.room.name', 'name') || stateText(room, 'm.room.canonical_alias', 'alias')
  if (named) return []
  const others = [...firstOthers(room.joined, user), ...firstOthers(room.invited, user)].slice(0, HEROES)
  return others.length > 0 ? others : formerMembers(room, user)
}

function firstOthers(users: ReadonlySet<string>, user: User): string[] {
  const others: string[] = []
  for (const user_id of users) {
    if (others.length === HEROES) break
    if (user_id !== user.user_id) others.push(user_id)
  }
  return others
}

function formerMembers(room: Room, user: User): string[] {
  const former = new Set<string>()
  for (const { type, state_key } of room.state_events) {
    if (type === 'm.room.member' && state_key !== undefined) former.add(state_key)
  }
  return firstOthers(former, user)
}
