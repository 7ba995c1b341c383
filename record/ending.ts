import type { CloseLine } from '../schemas/index.js'
import type { Recording } from './recording.js'

/** How a connection ended. It is recorded once, because anything after that was not asked for. Times are in nanoseconds. */
export interface Ending {
  /** How it ended, once it has. */
  readonly how: CloseLine['how'] | undefined
  readonly gone: boolean
  /** Why it never opened, if it did not. */
  readonly refused: string | undefined
  /** The connection can carry bytes, so it was not refused. */
  opened(): void
  /** ssespec closes the connection; `refused` means because it does not open. */
  left(how: CloseLine['how'], refused?: string): void
  /** The peer ended its side. */
  peerEnded(t: number): void
  failed(error: NodeJS.ErrnoException, t: number): void
  /** The socket is closed. */
  closed(t: number): void
}

export const createEnding = (recording: Recording, name: string): Ending => {
  let how: CloseLine['how'] | undefined
  let refused: string | undefined
  let open = false
  let told = false
  let gone = false
  const tellClose = (line: { t?: number; how: CloseLine['how'] }) => {
    told = true
    recording.settle(name)
    recording.write({ on: name, what: 'close', ...line })
  }
  return {
    get how() {
      return how
    },
    get gone() {
      return gone
    },
    get refused() {
      return refused
    },
    opened: () => {
      open = true
    },
    left: (reason, why) => {
      if (why !== undefined) refused = why
      // The line has the time at which ssespec closed the connection, not the time at which the socket was gone.
      if (gone || how !== undefined) return
      how = reason
      tellClose({ how })
    },
    peerEnded: t => {
      // node:tls reports an end during the handshake as an error.
      if (how !== undefined || !open) return
      how = 'fin'
      recording.settle(name)
      recording.write({ t, on: name, what: 'end' })
    },
    failed: (error, t) => {
      if (how !== undefined) return
      how = open ? 'reset' : 'refused'
      if (!open) refused = `${error.code ?? ''} ${error.message}`.trim()
      recording.settle(name)
      recording.write({ t, on: name, what: 'error', code: error.code ?? 'UNKNOWN', message: error.message })
    },
    closed: t => {
      gone = true
      if (!told) tellClose({ t, how: how ?? 'fin' })
    },
  }
}
