/** One stream's chain of upstream `/sync` calls: each with the `next_batch` of the one before, none before the last was taken (MSC2108). */

import type { SyncBatch, SyncChain, SyncRequest } from '../sync/source.js'
import { backOff_ms, pause } from './back-off.js'
import type { Reader } from './inbox.js'
import type { Inboxes } from './inboxes.js'
import { callSync, callWhoami, type Outcome } from './sync-call.js'
import { type SyncResponse, saysSomething, standing, withMessages } from './sync-response.js'
import type { Upstream } from './upstream.js'

export interface ChainTerms {
  readonly upstream: Upstream
  readonly inboxes: Inboxes
  /** How long an upstream call may wait. */
  readonly poll_ms: number
  /** A homeserver looks at the token when a call comes in, and not again while it waits: how often to ask by the way whether it still holds. */
  readonly check_ms: number
  readonly max_bytes: number
}

export interface GatewayChain extends SyncChain {
  /** What came of the first call, which is made at once. */
  readonly first: Promise<Outcome>
  /** Breaks off the call that waits, and asks anew: the token may have been revoked, or another chain of the device was given something. */
  again(): void
}

/** What another chain brought has this long to come by this one. */
const OTHER_CHAIN_MS = 100

/** An upstream that answers at once with nothing, again and again, is asked more slowly. */
const AT_ONCE_MS = 50
const SLOWEST_HOLLOW_MS = 1_000

interface State {
  readonly terms: ChainTerms
  readonly request: SyncRequest
  reader: Reader
  readonly gone: AbortController
  /** Of the call that is under way. */
  call: AbortController
  since: string | undefined
  /** Whether there was a response. */
  begun: boolean
  /** The next call is to be answered at once. */
  at_once: boolean
  readonly again: () => void
  failures: number
  hollow: number
  /** The standing sections of the newest response. */
  stands: string | undefined
}

export function createChain(terms: ChainTerms, request: SyncRequest, device: string): GatewayChain {
  const again = () => {
    state.at_once = true
    state.call.abort()
  }
  const wake = () => setTimeout(() => !state.gone.signal.aborted && state.reader.behind() && again(), OTHER_CHAIN_MS)
  const state: State = {
    terms,
    request,
    reader: terms.inboxes.arrive(device, request.since, wake),
    gone: new AbortController(),
    call: new AbortController(),
    since: request.since,
    begun: false,
    at_once: true,
    again,
    failures: 0,
    hollow: 0,
    stands: undefined,
  }
  const first = ask(state)
  let pending: Promise<Outcome> | undefined = first
  return {
    first,
    again,
    next: async () => {
      while (!state.gone.signal.aborted) {
        const asked_ms = performance.now()
        const outcome = await (pending ?? ask(state))
        pending = undefined
        if (outcome.kind === 'refusal') break
        const batch = outcome.kind === 'response' ? batchOf(state, outcome.response) : undefined
        if (batch !== undefined) return batch
        if (outcome.kind !== 'aborted') await wait(state, outcome, performance.now() - asked_ms)
      }
      return undefined
    },
    close: () => {
      state.gone.abort()
      state.call.abort()
      state.reader.leave()
    },
  }
}

async function ask(state: State): Promise<Outcome> {
  const { terms, request, since, begun, at_once } = state
  state.call = new AbortController()
  state.at_once = false
  state.reader.asking()
  const timeout_ms = at_once || !begun ? 0 : terms.poll_ms
  const { signal } = state.call
  const checking = setInterval(() => check(state, signal), terms.check_ms)
  const outcome = await callSync(terms.upstream, { request, since, timeout_ms, full_state: !begun, signal }, terms.max_bytes)
  clearInterval(checking)
  return outcome
}

/** Breaks the call off when its token was revoked: the next one is refused, and ends the stream (SEC-06). */
async function check({ terms, request, again }: State, signal: AbortSignal): Promise<void> {
  const said = await callWhoami(terms.upstream, request.access_token ?? '', signal)
  if (said !== undefined && 'status' in said && !signal.aborted) again()
}

/** The batch that the response is to the client; undefined when it says nothing (reading A6). The next call goes on from it all the same. */
function batchOf(state: State, response: SyncResponse): SyncBatch | undefined {
  const { request, reader, begun } = state
  const { next_batch } = response
  const messages = reader.take(response.to_device, next_batch)
  const stands = standing(response)
  // The first is what was asked for; on a resumed stream it shows how the standing sections are, and nobody can tell whether that is new.
  const first = !begun && (request.since === undefined || request.full_state === 'true')
  const changed = state.stands !== undefined && state.stands !== stands
  state.begun = true
  state.since = next_batch
  state.stands = stands
  state.at_once ||= reader.behind()
  state.failures = 0
  if (!first && !changed && messages.length === 0 && !saysSomething(response)) return undefined
  return { next_batch, content: withMessages(response, messages) }
}

async function wait(state: State, outcome: Outcome, took_ms: number): Promise<void> {
  const { gone, terms } = state
  if (outcome.kind === 'trouble') {
    terms.upstream.counters.retries += 1
    await pause(backOff_ms(state.failures, outcome.retry_after_ms), gone.signal)
    state.failures += 1
    return
  }
  state.hollow = took_ms < AT_ONCE_MS ? state.hollow + 1 : 0
  if (state.hollow > 2) await pause(Math.min(SLOWEST_HOLLOW_MS, AT_ONCE_MS * 2 ** (state.hollow - 2)), gone.signal)
}
