import { stringOf } from './answer.js'
import type { Called, Caller } from './call.js'

/** Successive `/sync` calls, each with `since` set to the previous `next_batch`. Streams are compared with them. */
export interface Chain {
  /** The newest `next_batch`. */
  readonly next_batch: string
  /** Resolves when a response contains the text, or to false when the time is up. */
  holds(text: string, within_ms?: number): Promise<boolean>
  /** Stops once the current call has been cancelled. */
  stop(): Promise<void>
}

export interface ChainPlan {
  readonly scenario: string
  /** Its name among the facts. */
  readonly name: string
  readonly access_token: string
  readonly user_id: string
  /** `filter`, `full_state` and so on. */
  readonly query?: Readonly<Record<string, string>>
  readonly since?: string
  readonly wait_ms: number
}

const POLL_MS = 10_000
const MOST_FAILURES = 5

export const syncPath = (query: Readonly<Record<string, string>>): string => `/_matrix/client/v3/sync?${new URLSearchParams(query)}`

/** The first call returns immediately; later calls wait for news, until the chain is stopped. */
export const startChain = (caller: Caller, plan: ChainPlan): Chain => {
  const { scenario, name, access_token, user_id, query = {}, wait_ms } = plan
  const over = new AbortController()
  const looks = new Set<() => void>()
  // Responses are kept as text, which can be searched because a marker is plain ASCII and unchanged in JSON.
  const texts: string[] = []
  let next_batch = plan.since ?? ''
  let failures = 0
  const poll = (first: boolean): Promise<Called> => {
    const timeout = first ? 0 : POLL_MS
    const { full_state: _full, ...later } = query
    const asked = { ...(first ? query : later), ...(next_batch === '' ? {} : { since: next_batch }), timeout: String(timeout) }
    return caller.call({
      scenario,
      label: 'sync',
      method: 'GET',
      path: syncPath(asked),
      access_token,
      user_id,
      chain: name,
      held_ms: timeout,
      signal: over.signal,
    })
  }
  const go = async () => {
    for (let first = true; !over.signal.aborted && failures < MOST_FAILURES; ) {
      const called = await poll(first)
      const token = stringOf(called.answer, 'next_batch')
      if (!called.ok || token === '') {
        failures += 1
        continue
      }
      first = false
      failures = 0
      next_batch = token
      texts.push(called.text)
      for (const look of looks) look()
    }
  }
  const gone = go()
  return {
    get next_batch() {
      return next_batch
    },
    holds: (text, within_ms = wait_ms) =>
      new Promise(resolve => {
        const settle = (held: boolean) => {
          clearTimeout(timer)
          looks.delete(look)
          over.signal.removeEventListener('abort', give)
          resolve(held)
        }
        const give = () => settle(false)
        const look = () => {
          if (texts.some(one => one.includes(text))) settle(true)
        }
        const timer = setTimeout(give, within_ms)
        looks.add(look)
        over.signal.addEventListener('abort', give)
        look()
      }),
    stop: async () => {
      over.abort()
      await gone
    },
  }
}
