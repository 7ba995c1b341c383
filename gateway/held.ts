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

interface Ledger {
  readonly limits: Limits
  readonly states: Set<State>
  /** Bytes held per device. */
  readonly devices: Map<string, number>
  readonly waiters: Set<Waiter>
  bytes: number
  /** Whose large response is being received. */
  turn: State | undefined
  /** Runs while somebody waits. */
  looking: NodeJS.Timeout | undefined
}

/** How often slow readers are looked for while others wait. */
const LOOK_MS = 1_000

export function createHeld(limits: Limits): Held {
  const ledger: Ledger = {
    limits,
    states: new Set(),
    devices: new Map(),
    waiters: new Set(),
    bytes: 0,
    turn: undefined,
    looking: undefined,
  }
  return { bytes: () => ledger.bytes, hold: device => holdIn(ledger, device) }
}

function holdIn(ledger: Ledger, device: string): Hold {
  const state: State = { device, bytes: 0, ended: false, reader: undefined, complete_ms: undefined, left_bytes: 0, moved_ms: 0 }
  ledger.states.add(state)
  return {
    take: async bytes => {
      if (state.ended) return false
      if (!hasRoom(ledger, state, bytes)) return waitForRoom(ledger, state, bytes)
      enter(ledger, state, bytes)
      return true
    },
    cancel: () => cancel(ledger, state),
    received: () => {
      state.complete_ms = performance.now()
      state.moved_ms = state.complete_ms
      state.left_bytes = state.bytes
      endTurn(ledger, state)
    },
    attach: reader => {
      state.reader = reader
    },
    free: () => free(ledger, state),
    end: () => {
      state.ended = true
      ledger.states.delete(state)
      cancel(ledger, state)
      free(ledger, state)
    },
  }
}

function hasRoom({ limits, devices, bytes: all_bytes, turn }: Ledger, state: State, bytes: number): boolean {
  // What was begun is received to its end: one response may go over the limits.
  if (turn === state) return true
  if (all_bytes >= limits.held_bytes || (devices.get(state.device) ?? 0) >= limits.held_bytes_a_device) return false
  return state.bytes + bytes <= limits.large_bytes || turn === undefined
}

function enter(ledger: Ledger, state: State, bytes: number): void {
  count(ledger, state, bytes)
  if (state.bytes > ledger.limits.large_bytes) ledger.turn = state
}

function count(ledger: Ledger, state: State, bytes: number): void {
  const now_bytes = (ledger.devices.get(state.device) ?? 0) + bytes
  if (now_bytes > 0) ledger.devices.set(state.device, now_bytes)
  else ledger.devices.delete(state.device)
  state.bytes += bytes
  ledger.bytes += bytes
}

function waitForRoom(ledger: Ledger, state: State, bytes: number): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => admit(false), ledger.limits.room_wait_ms)
    const admit = (room: boolean) => {
      clearTimeout(timer)
      ledger.waiters.delete(waiter)
      if (ledger.waiters.size === 0) {
        clearInterval(ledger.looking)
        ledger.looking = undefined
      }
      resolve(room)
    }
    const waiter: Waiter = { state, bytes, admit }
    ledger.waiters.add(waiter)
    ledger.looking ??= setInterval(() => dropSlow(ledger), LOOK_MS)
  })
}

function cancel({ waiters }: Ledger, state: State): void {
  for (const waiter of waiters) if (waiter.state === state) waiter.admit(false)
}

function free(ledger: Ledger, state: State): void {
  count(ledger, state, -state.bytes)
  state.complete_ms = undefined
  endTurn(ledger, state)
}

/** Lets those in that have room now, in the order in which they came. */
function endTurn(ledger: Ledger, state: State): void {
  if (ledger.turn === state) ledger.turn = undefined
  for (const waiter of ledger.waiters) {
    if (!hasRoom(ledger, waiter.state, waiter.bytes)) continue
    enter(ledger, waiter.state, waiter.bytes)
    waiter.admit(true)
  }
}

/** Only where it makes room for somebody who waits. */
function dropSlow({ limits, states, waiters, bytes }: Ledger): void {
  const crowded = bytes >= limits.held_bytes
  const wanted = new Set([...waiters].map(({ state }) => state.device))
  for (const state of states) if ((crowded || wanted.has(state.device)) && isSlow(state, limits)) state.reader?.drop()
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
