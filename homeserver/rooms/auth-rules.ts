/** Who may do what in a room: the authorization rules of room version 11, as far as a single server needs them. */

import { isDeepStrictEqual } from 'node:util'
import { badJson, forbidden } from '../errors.js'
import { isObject, type JsonObject, own } from '../json.js'
import type { Room } from '../store.js'
import type { Draft } from './append.js'
import { membershipOf, type PowerLevels, powerLevels, stateEvent, stateText } from './state.js'

/** @throws {MatrixError} 403 if the sender may not send it, 400 if its content does not match its type */
export function authorise(room: Room, draft: Draft): void {
  const levels = powerLevels(room)
  if (draft.type === 'm.room.create') {
    if (room.events.length > 0) throw forbidden('the room was created already')
  } else if (draft.type === 'm.room.member' && draft.state_key !== undefined) authoriseMember(room, draft, draft.state_key, levels)
  else authoriseOther(room, draft, levels)
}

function authoriseOther(room: Room, draft: Draft, levels: PowerLevels): void {
  const { sender, type, state_key } = draft
  if (membershipOf(room, sender) !== 'join') throw forbidden('you are not in the room')
  const needed = levels.toSend(type, state_key !== undefined)
  if (levels.of(sender) < needed) throw forbidden(`you need power level ${needed} to send ${type}`)
  if (state_key?.startsWith('@') && state_key !== sender) throw forbidden('the state key is the name of another user')
  if (type === 'm.room.power_levels' && state_key === '') authorisePowerLevels(room, draft, levels)
}

type MemberRule = (room: Room, draft: Draft, target: string, levels: PowerLevels) => void

const memberRules: Record<string, MemberRule> = {
  join: authoriseJoin,
  invite: (room, { sender }, target, levels) => {
    if (membershipOf(room, sender) !== 'join') throw forbidden('you are not in the room')
    const before = membershipOf(room, target)
    if (before === 'join' || before === 'ban') throw forbidden(`the user has joined or is banned`)
    if (levels.of(sender) < levels.invite) throw forbidden('you may not invite')
  },
  leave: authoriseLeave,
  ban: (room, { sender }, target, levels) => {
    if (membershipOf(room, sender) !== 'join') throw forbidden('you are not in the room')
    if (levels.of(sender) < levels.ban || levels.of(sender) <= levels.of(target)) throw forbidden('you may not ban this user')
  },
  knock: (room, { sender }, target) => {
    const rule = stateText(room, 'm.room.join_rules', 'join_rule')
    if (rule !== 'knock' && rule !== 'knock_restricted') throw forbidden('the room takes no knocks')
    if (sender !== target) throw forbidden('nobody knocks for another')
    if (!['leave', 'knock'].includes(membershipOf(room, target))) throw forbidden('you are invited, in the room or banned')
  },
}

function authoriseMember(room: Room, draft: Draft, target: string, levels: PowerLevels): void {
  const membership = draft.content.membership
  const rule = typeof membership === 'string' && Object.hasOwn(memberRules, membership) ? memberRules[membership] : undefined
  if (rule === undefined) throw badJson('"membership" is not one of join, invite, leave, ban and knock')
  rule(room, draft, target, levels)
}

function authoriseJoin(room: Room, { sender, content }: Draft, target: string): void {
  if (sender !== target) throw forbidden('nobody joins for another')
  const before = membershipOf(room, target)
  if (before === 'ban') throw forbidden('you are banned from the room')
  const founding = room.events.length === 1 && room.creator === sender
  if (before === 'join' || before === 'invite' || founding) return
  const rule = stateText(room, 'm.room.join_rules', 'join_rule')
  const allowed = rule === 'public' || (rule?.includes('restricted') && typeof content.join_authorised_via_users_server === 'string')
  if (!allowed) throw forbidden('you are not invited to the room')
}

function authoriseLeave(room: Room, { sender }: Draft, target: string, levels: PowerLevels): void {
  const before = membershipOf(room, target)
  if (sender === target) {
    if (before === 'leave' || before === 'ban') throw forbidden('you are not in the room')
    return
  }
  if (membershipOf(room, sender) !== 'join') throw forbidden('you are not in the room')
  if (before === 'leave') throw forbidden('the user is not in the room')
  const needed = before === 'ban' ? levels.ban : levels.kick
  if (levels.of(sender) < needed || levels.of(sender) <= levels.of(target)) throw forbidden('you may not remove this user')
}

const LEVELS = ['users_default', 'events_default', 'state_default', 'ban', 'redact', 'kick', 'invite']
const MAPS = ['events', 'users', 'notifications']

/** Users cannot grant, remove or change a power level above their own. */
function authorisePowerLevels(room: Room, { sender, content }: Draft, levels: PowerLevels): void {
  for (const name of LEVELS) checkLevel(content[name], name)
  for (const name of MAPS) {
    const map = content[name] ?? {}
    if (!isObject(map)) throw badJson(`"${name}" is not an object`)
    for (const [key, level] of Object.entries(map)) checkLevel(level, `${name}.${key}`)
  }
  const before = stateEvent(room, 'm.room.power_levels')?.content
  if (before === undefined) return
  const power = levels.of(sender)
  for (const [was, is] of changedLevels(before, content)) {
    if ((was ?? 0) > power || (is ?? 0) > power) throw forbidden('you may not change a power level that is above your own')
  }
  const users = (map: unknown) => (isObject(map) ? map : {})
  for (const [user_id, level] of Object.entries(users(before.users))) {
    const unchanged = isDeepStrictEqual(own(users(content.users), user_id), level)
    if (!unchanged && user_id !== sender && Number(level) >= power) throw forbidden('you may not change the power of your equal')
  }
}

function checkLevel(value: unknown, name: string): void {
  if (value !== undefined && !Number.isSafeInteger(value)) throw badJson(`"${name}" is not an integer`)
}

function changedLevels(before: JsonObject, after: JsonObject): [was: number | undefined, is: number | undefined][] {
  const flat = (content: JsonObject) => {
    const all = new Map<string, unknown>(LEVELS.map(name => [name, own(content, name)]))
    for (const name of MAPS) {
      const map = content[name]
      if (isObject(map)) for (const [key, level] of Object.entries(map)) all.set(`${name}\0${key}`, level)
    }
    return all
  }
  const [was, is] = [flat(before), flat(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .map(key => [was.get(key), is.get(key)] as [number | undefined, number | undefined])
    .filter(([a, b]) => a !== b)
}
