/**
 * The bytes of `/sync` responses that the gateway holds: those being received, and those that wait for their readers. A response that finds no room
 * is left with the homeserver, on its connection, until there is some.
 */

import type { SyncReader } from '../reference/index.js'
import type { Limits } from './limits.js'

/** What one reader holds. */
export interface Hold {
  /** So many more bytes have been received. Resolves to false if there was no room for them in time, or the hold has ended. */
  take(bytes: number): Promise<boolean>
  /** What waits for room is given up. */
  cancel(): void
  /** The response is complete. */
  received(): void
  /** Its reader, which may be disconnected when it is slow and others wait for room. */
  attach(reader: SyncReader): void
  /** The reader has taken everything, or it will not be sent. */
  free(): void
  /** Frees it for good. */
  end(): void
}

export interface Held {
  hold(device: string): Hold
  bytes(): number
}

interface State {
  readonly device: string
  bytes: number
  ended: boolean
  reader: SyncReader | undefined
  /** When it was complete, and when its reader last took anything, on the clock of `performance.now()`. */
  complete_ms: number | undefined
  left_bytes: number
  moved_ms: number
}

interface Waiter {
  readonly state: State
  readonly bytes: number
  readonly admit: (room: boolean) => void
}

const LOOK_MS = 1_000

export function createHeld(limits: Limits): Held {
  const states = new Set<State>()
  const devices = new Map<string, number>()
  const waiters = new Set<Waiter>()
  let all_bytes = 0
  /** Whose large response is being received. */
  let turn: State | undefined
  let looking: NodeJS.Timeout | undefined

  const count = (state: State, bytes: number) => {
    const now = (devices.get(state.device) ?? 0) + bytes
    if (now > 0) devices.set(state.device, now)
    else devices.delete(state.device)
    state.bytes += bytes
    all_bytes += bytes
  }
  const deviceIsFull = ({ device }: State) => (devices.get(device) ?? 0) >= limits.held_bytes_a_device
  const hasRoom = (state: State, bytes: number) => {
    if (turn === state) return true
    if (all_bytes >= limits.held_bytes || deviceIsFull(state)) return false
    return state.bytes + bytes <= limits.large_bytes || turn === undefined
  }
  const enter = (state: State, bytes: number) => {
    count(state, bytes)
    if (state.bytes > limits.large_bytes) turn = state
  }
  const admit = () => {
    for (const { state, bytes, admit: go } of waiters) {
      if (!hasRoom(state, bytes)) continue
      enter(state, bytes)
      go(true)
    }
  }
  const look = () => {
    const crowded = all_bytes >= limits.held_bytes
    const wanted = new Set([...waiters].map(({ state }) => state.device))
    for (const state of states) if ((crowded || wanted.has(state.device)) && isSlow(state, limits)) state.reader?.drop()
  }
  const wait = (state: State, bytes: number) =>
    new Promise<boolean>(resolve => {
      const timer = setTimeout(() => go(false), limits.room_wait_ms)
      const go = (room: boolean) => {
        clearTimeout(timer)
        waiters.delete(waiter)
        if (waiters.size === 0) looking = stopLooking(looking)
        resolve(room)
      }
      const waiter: Waiter = { state, bytes, admit: go }
      waiters.add(waiter)
      looking ??= setInterval(look, LOOK_MS)
    })
  const release = (state: State) => {
    count(state, -state.bytes)
    state.complete_ms = undefined
    if (turn === state) turn = undefined
    admit()
  }
  const cancel = (state: State) => {
    for (const waiter of waiters) if (waiter.state === state) waiter.admit(false)
  }
  return {
    bytes: () => all_bytes,
    hold: device => {
      const state: State = { device, bytes: 0, ended: false, reader: undefined, complete_ms: undefined, left_bytes: 0, moved_ms: 0 }
      states.add(state)
      return {
        take: async bytes => {
          if (state.ended) return false
          if (!hasRoom(state, bytes)) return wait(state, bytes)
          enter(state, bytes)
          return true
        },
        cancel: () => cancel(state),
        received: () => {
          state.complete_ms = performance.now()
          state.moved_ms = state.complete_ms
          state.left_bytes = state.bytes
          if (turn === state) turn = undefined
          admit()
        },
        attach: reader => {
          state.reader = reader
        },
        free: () => release(state),
        end: () => {
          state.ended = true
          states.delete(state)
          cancel(state)
          release(state)
        },
      }
    },
  }
}

function stopLooking(looking: NodeJS.Timeout | undefined): undefined {
  clearInterval(looking)
}

/** Whether the reader takes nothing, or next to nothing, of a complete response. */
function isSlow(state: State, { crowded_stall_ms, crowded_bytes_a_second }: Limits): boolean {
  const { reader, complete_ms, bytes } = state
  if (reader === undefined || complete_ms === undefined) return false
  const now_ms = performance.now()
  const left_bytes = reader.left_bytes()
  if (left_bytes !== state.left_bytes) state.moved_ms = now_ms
  state.left_bytes = left_bytes
  if (left_bytes === 0 || now_ms - complete_ms < crowded_stall_ms) return false
  const rate = (1000 * (bytes - left_bytes)) / (now_ms - complete_ms)
  return now_ms - state.moved_ms >= crowded_stall_ms || rate < crowded_bytes_a_second
}
