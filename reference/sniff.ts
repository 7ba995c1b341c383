/** Detects the HTTP version on a cleartext connection: HTTP/2 with prior knowledge starts with its preface (RFC 9113 §3.3 and §3.4). */

import type { Socket } from 'node:net'

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** A connection that sends nothing is closed after this long. */
const SILENCE_MS = 60_000

export function sniffHttp2(socket: Socket, http2: (socket: Socket) => void, http1: (socket: Socket) => void): void {
  let seen = Buffer.alloc(0)
  const give = (speak: ((socket: Socket) => void) | undefined) => {
    socket.removeListener('readable', look)
    socket.removeListener('end', ended)
    socket.setTimeout(0)
    socket.removeListener('timeout', silent)
    if (speak === undefined) socket.destroy()
    else {
      socket.unshift(seen)
      speak(socket)
    }
    socket.removeListener('error', ignore)
  }
  const look = () => {
    const bytes: Buffer | null = socket.read()
    if (bytes === null) return
    seen = Buffer.concat([seen, bytes])
    const compared = Math.min(seen.length, PREFACE.length)
    if (!seen.subarray(0, compared).equals(PREFACE.subarray(0, compared))) give(http1)
    else if (compared === PREFACE.length) give(http2)
  }
  const ended = () => give(undefined)
  const silent = () => give(undefined)
  const ignore = () => undefined
  socket.on('error', ignore)
  socket.on('readable', look)
  socket.once('end', ended)
  socket.setTimeout(SILENCE_MS, silent)
}
