/** Room aliases, and the rooms that they point to. */

import type { Core } from '../core.js'
import { forbidden, invalidParam, MatrixError, notFound } from '../errors.js'
import type { Room, Session } from '../store.js'
import { append } from './append.js'
import { powerLevels, stateEvent } from './state.js'

const MAX_BYTES = 255

/** @returns the alias */
export function addAlias(core: Core, session: Session, alias: string, room_id: string): string {
  const colon = alias.indexOf(':')
  const wellFormed = alias.startsWith('#') && colon > 1 && !/[\s\0:#]/.test(alias.slice(1, colon)) && Buffer.byteLength(alias) <= MAX_BYTES
  if (!wellFormed || alias.slice(colon + 1) !== core.settings.server_name) {
    throw invalidParam('the room alias is not one that this server can have')
  }
  if (core.store.aliases.has(alias)) throw new MatrixError(409, 'M_ROOM_IN_USE', 'the room alias is taken')
  if (!core.store.rooms.has(room_id)) throw notFound('there is no such room')
  core.store.aliases.set(alias, { room_id, creator: session.user_id })
  core.onChange()
  return alias
}

/** Only its creator, or a user who may set the canonical alias. */
export function removeAlias(core: Core, session: Session, alias: string): void {
  const found = core.store.aliases.get(alias)
  if (found === undefined) throw notFound('there is no such room alias')
  const room = core.store.rooms.get(found.room_id)
  const levels = room === undefined ? undefined : powerLevels(room)
  const may =
    found.creator === session.user_id || (levels?.of(session.user_id) ?? 0) >= (levels?.toSend('m.room.canonical_alias', true) ?? 0)
  if (!may) throw forbidden('you may not remove this room alias')
  core.store.aliases.delete(alias)
  core.onChange()
  const canonical = room === undefined ? undefined : stateEvent(room, 'm.room.canonical_alias')
  if (room === undefined || canonical?.content.alias !== alias) return
  const { alias: _, ...content } = canonical.content
  try {
    append(core, room, { type: 'm.room.canonical_alias', state_key: '', sender: session.user_id, content })
  } catch {
    // The alias is gone. If the room still names it, a user with more power has to change that.
  }
}

export function roomByIdOrAlias(core: Core, idOrAlias: string): Room {
  const room_id = idOrAlias.startsWith('#') ? core.store.aliases.get(idOrAlias)?.room_id : idOrAlias
  const room = room_id === undefined ? undefined : core.store.rooms.get(room_id)
  if (room === undefined) throw notFound('there is no such room')
  return room
}

export function aliasesOf(core: Core, room: Room): string[] {
  return [...core.store.aliases].filter(([, { room_id }]) => room_id === room.room_id).map(([alias]) => alias)
}
