/** Bytes that a server sends, put together by hand. */

import { FRAME } from '../../wire/index.js'
import type { Bytes } from './recording-of.js'

const USUAL = ['Content-Type: text/event-stream', 'Cache-Control: no-store']

export const head = (fields: readonly string[] = USUAL, status = '200 OK'): string => [`HTTP/1.1 ${status}`, ...fields, '', ''].join('\r\n')

export const CHUNKED_HEAD = head([...USUAL, 'Transfer-Encoding: chunked'])

export const chunk = (content: Bytes): Buffer => {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

export const FINAL_CHUNK = '0\r\n\r\n'

/** RFC 9113 §4.1, as a server would send it. */
export const frame = (type: keyof typeof FRAME, flags: number, streamId: number, payload: Bytes): Buffer => {
  const bytes = Buffer.from(payload)
  const begin = Buffer.alloc(9)
  begin.writeUIntBE(bytes.length, 0, 3)
  begin.writeUInt8(FRAME[type], 3)
  begin.writeUInt8(flags, 4)
  begin.writeUInt32BE(streamId, 5)
  return Buffer.concat([begin, bytes])
}
