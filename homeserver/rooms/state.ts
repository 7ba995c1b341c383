/** The state of a room, now and in the past. Without federation, the state at a position is the newest event per key up to it. */

import { firstAfter, lastUntil } from '../changes.js'
import { isObject, own } from '../json.js'
import type { Room } from '../store.js'
import { type RoomEvent, stateKey } from './event.js'

export function stateEvent(room: Room, type: string, state_key = ''): RoomEvent | undefined {
  return room.state.get(stateKey(type, state_key))?.at(-1)
}

/** A string in a state event's content; undefined if it is not a string. */
export function stateText(room: Room, type: string, name: string, until = Number.POSITIVE_INFINITY): string | undefined {
  const content = lastUntil(room.state.get(stateKey(type, '')) ?? [], until)?.content
  const value = content === undefined ? undefined : own(content, name)
  return typeof value === 'string' ? value : undefined
}

/** The full state right after the position. */
export function stateAt(room: Room, position: number): RoomEvent[] {
  const events: RoomEvent[] = []
  for (const history of room.state.values()) {
    const event = lastUntil(history, position)
    if (event !== undefined) events.push(event)
  }
  return events
}

/** State changes after one position and up to another, as they were then. */
export function stateBetween(room: Room, after: number, until: number): RoomEvent[] {
  const latest = new Map<string, RoomEvent>()
  for (let index = firstAfter(room.state_events, after); index < room.state_events.length; index += 1) {
    const event = room.state_events[index]
    if (event === undefined || event.position > until) break
    latest.set(stateKey(event.type, event.state_key ?? ''), event)
  }
  return [...latest.values()]
}

export function memberEvent(room: Room, user_id: string, until = Number.POSITIVE_INFINITY): RoomEvent | undefined {
  return lastUntil(room.state.get(stateKey('m.room.member', user_id)) ?? [], until)
}

export function membershipOf(room: Room, user_id: string): string {
  const membership = memberEvent(room, user_id)?.content.membership
  return typeof membership === 'string' ? membership : 'leave'
}

export interface PowerLevels {
  of(user_id: string): number
  /** The power level needed to send an event of the type. */
  toSend(type: string, isState: boolean): number
  readonly ban: number
  readonly kick: number
  readonly invite: number
  readonly redact: number
  readonly notify_room: number
}

/** "m.room.power_levels" with its defaults; before there are any, the creator has 100. */
export function powerLevels(room: Room): PowerLevels {
  const content = stateEvent(room, 'm.room.power_levels')?.content
  const level = (name: string, otherwise: number) => integer(content?.[name]) ?? otherwise
  const levelIn = (name: string, key: string) => {
    const map = content?.[name]
    return isObject(map) ? integer(own(map, key)) : undefined
  }
  return {
    of: user_id => levelIn('users', user_id) ?? (content === undefined && user_id === room.creator ? 100 : level('users_default', 0)),
    toSend: (type, isState) =>
      levelIn('events', type) ?? (isState ? level('state_default', content === undefined ? 0 : 50) : level('events_default', 0)),
    ban: level('ban', 50),
    kick: level('kick', 50),
    invite: level('invite', 0),
    redact: level('redact', 50),
    notify_room: levelIn('notifications', 'room') ?? 50,
  }
}

function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined
}
