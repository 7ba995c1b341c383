/** Limits for contents that pass through: a client that stops to read or to send must not hold its connection, and one to the homeserver, for ever. */

import type { Exchange } from '../reference/index.js'
import type { Limits } from './limits.js'

interface Bounds {
  readonly stall_ms: number
  readonly total_ms: number
}

interface Watched {
  /** Bytes that have got through so far. */
  through_bytes(): number
  /** Whether the client is what is waited for, not the homeserver. */
  waits(): boolean
  /** It takes too long. */
  late(): void
}

/** Bytes of the response that wait for the client in this process. */
export function pendingBytes({ http2Stream, response }: Exchange): number {
  return (http2Stream ?? response).writableLength
}

/** Watches how the client reads a response, of which so many bytes were written so far, until it is over. */
export function watchDownload(exchange: Exchange, written_bytes: () => number, limits: Limits, late: () => void): void {
  const watched = { through_bytes: () => written_bytes() - pendingBytes(exchange), waits: () => pendingBytes(exchange) > 0, late }
  const stop = watch(watched, { stall_ms: limits.download_stall_ms, total_ms: limits.download_total_ms }, limits.progress_bytes)
  exchange.response.once('close', stop)
}

/** Watches how the client sends the content of its request, until all has come. Whoever passes the content on must let it flow. */
export function watchUpload({ request, response }: Exchange, limits: Limits, late: () => void): void {
  let received_bytes = 0
  request.pause()
  request.on('data', (chunk: Buffer) => {
    received_bytes += chunk.length
  })
  const watched = { through_bytes: () => received_bytes, waits: () => request.readableLength === 0, late }
  const stop = watch(watched, { stall_ms: limits.upload_stall_ms, total_ms: limits.upload_total_ms }, limits.progress_bytes)
  request.once('end', stop)
  response.once('close', stop)
}

function watch({ through_bytes, waits, late }: Watched, { stall_ms, total_ms }: Bounds, progress_bytes: number): () => void {
  let [before_bytes, waited] = [through_bytes(), waits()]
  const stop = () => {
    clearInterval(looking)
    clearTimeout(total)
  }
  const end = () => {
    stop()
    late()
  }
  const looking = setInterval(() => {
    const [now_bytes, waiting] = [through_bytes(), waits()]
    if (waited && waiting && now_bytes - before_bytes < progress_bytes) end()
    before_bytes = now_bytes
    waited = waiting
  }, stall_ms)
  const total = setTimeout(end, total_ms)
  return stop
}
