/** The life of a server: it stops, restarts and fails. */

import { wakePolls } from './channel.js'
import { type Credentials, type Listener, listen } from './listener.js'
import type { Server } from './parts.js'

/** How long a reader has to read what it was sent when the server stops. */
const PATIENCE_MS = 1_500

/** What can be done to a running server. Channels with their replay buffers, and the homeserver's data, survive a stop. */
export interface Life {
  readonly port: number
  stop(): Promise<void>
  restart(): Promise<void>
  fail(): Promise<void>
}

export function createLife(server: Server, credentials: Credentials | undefined, first: Listener): Life {
  const { port } = first
  let listener: Listener | undefined = first
  let stopping = Promise.resolve()
  const stop = () => {
    const current = listener
    if (current === undefined) return stopping
    listener = undefined
    server.stopping = true
    for (const stream of [...server.streams]) server.parts.finish(stream)
    for (const channel of server.channels.values()) wakePolls(channel)
    stopping = current.close(PATIENCE_MS)
    return stopping
  }
  return {
    port,
    stop,
    restart: async () => {
      await stop()
      server.parts.restarted(server)
      server.sync?.backend.restarted()
      server.stopping = false
      listener = await listen(server, port, credentials)
    },
    fail: async () => {
      const served = [...server.streams]
      for (const stream of served) server.parts.fail(stream)
      const until_ms = performance.now() + PATIENCE_MS
      while (served.some(stream => server.streams.has(stream)) && performance.now() < until_ms) {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      for (const stream of served) if (server.streams.has(stream)) stream.outlet.destroy()
    },
  }
}
