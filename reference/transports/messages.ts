/** An event as the other transports carry it: `{"id","event","data"}`, as a client of the event stream dispatches it. */

import { createParser } from 'eventsource-parser'
import type { Piece } from '../piece.js'

const made = new WeakMap<Piece, readonly Buffer[]>()

/** Created once per event for all clients. One message, unless a fault corrupted the event. */
export function messagesOf(piece: Piece): readonly Buffer[] {
  const known = made.get(piece)
  if (known !== undefined) return known
  const messages = messagesIn(piece.bytes)
  made.set(piece, messages)
  return messages
}

export function messagesIn(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = []
  const onEvent = ({ id = '', event = 'message', data }: { id?: string | undefined; event?: string | undefined; data: string }) =>
    messages.push(Buffer.from(JSON.stringify({ id, event, data })))
  createParser({ onEvent }).feed(bytes.toString())
  return messages
}
