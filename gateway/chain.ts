/** One stream's chain of upstream `/sync` calls, each with the previous `next_batch`, and none before the last response was taken (MSC2108). */

import type { Refusal, SyncBatch, SyncChain, SyncRequest } from '../reference/index.js'
import { backOff_ms, pause } from './back-off.js'
import type { Held, Hold } from './held.js'
import type { Identity } from './identities.js'
import type { Reader } from './inbox.js'
import type { Inboxes } from './inboxes.js'
import { callSync, callWhoami, credentialOf, type Outcome } from './sync-call.js'
import { oneLine, type SyncResponse, withMessages } from './sync-response.js'
import type { Upstream } from './upstream.js'

export interface ChainTerms {
  readonly upstream: Upstream
  readonly inboxes: Inboxes
  readonly held: Held
  /** How long an upstream call may wait. */
  readonly poll_ms: number
  /** How often to check that the token is valid, because a homeserver checks it only when a call arrives, not while the call waits. */
  readonly check_ms: number
  readonly max_bytes: number
}

export interface GatewayChain extends SyncChain {
  /** How the first call failed, which is made immediately; undefined if it did not. Before the response headers, upstream errors are returned unchanged. */
  readonly refused: Promise<Refusal | undefined>
  /** Cancels the waiting call and repeats it: the token may have been revoked, or another chain of the device has received something. */
  again(): void
}

/** How long this chain waits for what another chain has received. */
const OTHER_CHAIN_MS = 100

/** Slow down calls to an upstream that keeps returning empty responses immediately. */
const AT_ONCE_MS = 50
const SLOWEST_HOLLOW_MS = 1_000

interface State {
  readonly terms: ChainTerms
  readonly request: SyncRequest
  reader: Reader
  readonly hold: Hold
  readonly gone: AbortController
  /** State of the call in progress. */
  call: AbortController
  since: string | undefined
  /** Whether there was a response. */
  begun: boolean
  /** The next call is to return immediately. */
  at_once: boolean
  readonly again: () => void
  failures: number
  hollow: number
  /** The constant sections of the newest response. */
  stands: string | undefined
}

export function createChain(terms: ChainTerms, request: SyncRequest, { device, owner }: Identity): GatewayChain {
  const again = () => {
    state.at_once = true
    state.call.abort()
    state.hold.cancel()
  }
  const wake = () => setTimeout(() => !state.gone.signal.aborted && state.reader.behind() && again(), OTHER_CHAIN_MS)
  const state: State = {
    terms,
    request,
    reader: terms.inboxes.arrive(device, request.since, wake),
    hold: terms.held.hold(owner),
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
  // Let go of once taken: a response may have hundreds of megabytes, and a stream lasts for days.
  let pending: Promise<Outcome> | undefined = ask(state)
  const refused = pending.then(outcome => (outcome.kind === 'refusal' || outcome.kind === 'trouble' ? outcome.refusal : undefined))
  // The stream fails by `next` too.
  refused.catch(() => undefined)
  return {
    refused,
    again,
    attach: state.hold.attach,
    next: async () => {
      // The stream asks once its reader has taken what it had.
      if (pending === undefined) state.hold.free()
      while (!state.gone.signal.aborted) {
        const asked_ms = performance.now()
        const outcome = await (pending ?? ask(state))
        pending = undefined
        if (outcome.kind === 'refusal') break
        const batch = outcome.kind === 'response' ? batchOf(state, outcome.response) : undefined
        if (batch !== undefined) return batch
        state.hold.free()
        if (outcome.kind !== 'aborted') await wait(state, outcome, performance.now() - asked_ms)
      }
      return undefined
    },
    close: () => {
      state.gone.abort()
      state.call.abort()
      state.reader.leave()
      state.hold.end()
    },
  }
}

async function ask(state: State): Promise<Outcome> {
  const { terms, request, since, begun, at_once, hold } = state
  state.call = new AbortController()
  state.at_once = false
  state.reader.asking()
  const timeout_ms = at_once || !begun ? 0 : terms.poll_ms
  const { signal } = state.call
  const checking = setInterval(() => check(state, signal), terms.check_ms)
  try {
    return await callSync(terms.upstream, { request, since, timeout_ms, full_state: !begun, signal, hold }, terms.max_bytes)
  } finally {
    clearInterval(checking)
  }
}

/** Cancels the call when its token was revoked: the next call is refused, and ends the stream (SEC-06). */
async function check({ terms, request, again }: State, signal: AbortSignal): Promise<void> {
  const said = await callWhoami(terms.upstream, credentialOf(request), signal)
  if (said !== undefined && 'status' in said && !signal.aborted) again()
}

/** The response as a batch for the client; undefined if it says nothing (reading A6). The next call continues from it in either case. */
function batchOf(state: State, response: SyncResponse): SyncBatch | undefined {
  const { request, reader, begun } = state
  const { next_batch, standing } = response
  const messages = reader.take(response.to_device, next_batch)
  // The first response is what was asked for. On a resumed stream it has the current constant sections, which may or may not be new.
  const first = !begun && (request.since === undefined || request.full_state === 'true')
  const changed = state.stands !== undefined && state.stands !== standing
  state.begun = true
  state.since = next_batch
  state.stands = standing
  state.at_once ||= reader.behind()
  state.failures = 0
  if (!first && !changed && messages.length === 0 && !response.says_something) return undefined
  return { next_batch, content: oneLine(withMessages(response, messages)) }
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
