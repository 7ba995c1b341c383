/**
 * The content of an event stream: opening, heartbeats, and each event as a block of lines.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */

import type { Server } from './parts.js'

/** An event that is about to be written. */
export interface EventToWrite {
  readonly id: string
  /** The event's type; undefined means `message`. */
  readonly name: string | undefined
  readonly data: string
  /** The event's position in its channel, from 1. */
  readonly position: number
}

/** A reconnection time, so that content follows the response headers immediately and a proxy forwards them. §9.2.6: ASCII digits only. */
export function opening(): Buffer {
  return Buffer.from('retry: 1000\n\n')
}

/** A comment and a blank line, which dispatch nothing and keep the last event ID (§9.2.6). */
export function heartbeat(): Buffer {
  return Buffer.from(': \n\n')
}

/** The lines of a payload. Only CRLF, LF and CR end a line (§9.2.5); U+2028 and similar characters are data. */
export function splitLines(payload: string): string[] {
  return payload.split(/\r\n|\n|\r/)
}

/** One `data` field per line. The parser strips one space after the colon, so one must be written (§9.2.6). */
export function dataFields(payload: string, server: Server): string[] {
  return payload === '' ? ['data:'] : server.parts.splitLines(payload).map(line => `data: ${line}`)
}

/** The fields of an event, in order. The id is in the same event as its data, so that it cannot be acknowledged without it. */
export function eventFields(event: EventToWrite, server: Server): string[] {
  const fields = event.name === undefined || event.name === 'message' ? [] : [`event: ${event.name}`]
  return [...fields, `id: ${event.id}`, ...server.parts.dataFields(event.data, server)]
}

/** The whole event with its blank line, in UTF-8: one block that nothing may be written into. */
export function encodeEvent(event: EventToWrite, server: Server): Buffer {
  return Buffer.from(`${server.parts.eventFields(event, server).join('\n')}\n\n`)
}
