/** What one HTTP/2 connection may ask for: so many streams at a time, and so many that it resets (rapid reset, CVE-2023-44487). */

import { constants, type ServerHttp2Session } from 'node:http2'

export interface Http2Bounds {
  /** Streams of one connection at a time. */
  readonly streams: number
  /** Streams that a connection may reset in a row, and how many more each second, before it is closed. */
  readonly resets: number
  readonly resets_a_second: number
}

export function boundResets(session: ServerHttp2Session, { resets, resets_a_second }: Http2Bounds): void {
  let left = resets
  let since_ms = performance.now()
  const reset = () => {
    const now_ms = performance.now()
    left = Math.min(resets, left + ((now_ms - since_ms) / 1000) * resets_a_second) - 1
    since_ms = now_ms
    if (left >= 0 || session.destroyed) return
    session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM)
    session.destroy()
  }
  session.on('stream', stream => {
    stream.once('close', () => {
      if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) reset()
    })
  })
}
