import type { CloseLine } from '../schemas/index.js'
import type { Recording } from './recording.js'

/** How a connection came to its end, written down once: what comes after that was not asked for. Times are nanoseconds. */
export interface Ending {
  /** How it ended, once it has. */
  readonly how: CloseLine['how'] | undefined
  readonly gone: boolean
  /** Why it never opened, where it did not. */
  readonly refused: string | undefined
  /** It can carry bytes: from here on it was not refused. */
  opened(): void
  /** We leave; `refused`: because it does not open. */
  left(how: CloseLine['how'], refused?: string): void
  /** The peer ended its side. */
  peerEnded(t: number): void
  failed(error: NodeJS.ErrnoException, t: number): void
  /** The socket is no more. */
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
      // The line stands where we left, not where the socket is gone.
      if (gone || how !== undefined) return
      how = reason
      tellClose({ how })
    },
    peerEnded: t => {
      // An end within the handshake is told by node:tls as an error.
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
