/**
 * Batch tokens: positions in the single stream of all changes. The same token is valid in `since`, `Last-Event-ID`, and `from` and `to` of
 * `/messages`. At most 46 bytes, all of them safe in a header field.
 */

import { invalidParam } from './errors.js'
import type { Store } from './store.js'

export interface BatchToken {
  readonly position: number
  /** How far to-device messages were sent; lower than `position` if they did not fit into one response. */
  readonly to_device: number
}

const TOKEN = /^s(0|[1-9][0-9]{0,14})(?:\.(0|[1-9][0-9]{0,14}))?_([0-9a-f]{8})$/

export function tokenText(store: Store, { position, to_device }: BatchToken): string {
  return `s${position}${to_device === position ? '' : `.${to_device}`}_${store.epoch}`
}

/** @throws {MatrixError} 400 for a token that this server never issued */
export function tokenOf(store: Store, text: string): BatchToken {
  const [, at = '', toDevice, epoch] = TOKEN.exec(text) ?? []
  const position = Number(at)
  const to_device = toDevice === undefined ? position : Number(toDevice)
  if (at === '' || epoch !== store.epoch || position > store.position || to_device > position) {
    throw invalidParam('the batch token is not one that this server gave')
  }
  return { position, to_device }
}
