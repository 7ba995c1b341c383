import type { Client } from 'autocannon'
import type { PROCESS_COUNTERS } from '../counters.js'
import type { Route } from '../subject.js'

/** What one client saw. */
export interface Chain {
  readonly client: Client
  requests: number
  empty: number
  answered: boolean
  /** The highest number of each source. */
  readonly newest: Map<string, number>
}

export interface ChainCounts {
  readonly deliveries: typeof PROCESS_COUNTERS.deliveries
  refused: Map<string, number>
  readonly latency: (ms: number) => void
}

const MARKER = /ssespec:([a-z0-9]+):([a-z0-9-]+):(\d+):(\d+);/g

const look = (text: string, run: string, chain: Chain, { deliveries, latency }: ChainCounts): number => {
  const now_us = (performance.timeOrigin + performance.now()) * 1000
  let found = 0
  for (const [, of_run, source = '', seq, due_us] of text.matchAll(MARKER)) {
    if (of_run !== run) {
      deliveries.foreign += 1
      continue
    }
    found += 1
    const number = Number(seq)
    const newest = chain.newest.get(source) ?? number - 1
    if (number <= newest) deliveries.repeated += 1
    else deliveries.missing += number - newest - 1
    chain.newest.set(source, Math.max(newest, number))
    deliveries.received += 1
    latency((now_us - Number(due_us)) / 1000)
  }
  return found
}

const refuse = (counts: ChainCounts, reason: string): void => {
  counts.refused.set(reason, (counts.refused.get(reason) ?? 0) + 1)
}

/** `next_batch` or `a.b` of a JSON text. */
const valueAt = (text: string, path: string): string | undefined => {
  try {
    const value = path.split('.').reduce<unknown>((object, key) => (object as Record<string, unknown> | undefined)?.[key], JSON.parse(text))
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  } catch {
    return undefined
  }
}

/**
 * The headers of the k6 scripts, so that bytes are comparable. autocannon sends `Connection: keep-alive` instead of `Cache-Control: no-store`, one
 * byte less.
 */
const FIELDS = { 'User-Agent': 'ssespec-k6', Accept: 'application/json' } as const

/**
 * Makes a client poll repeatedly, each time with the token of the previous response. It is one request with its own closure, because autocannon
 * resets its `context` on every iteration, and `setRequest` does not affect the next request.
 */
export const chain = (client: Client, account: Route['accounts'][number], route: Route, run: string, counts: ChainCounts): Chain => {
  const { pathname, search, searchParams } = new URL(account.url)
  const made: Chain = { client, requests: 0, empty: 0, answered: false, newest: new Map() }
  let token: string | undefined
  const target = (): string => {
    if (token === undefined) return `${pathname}${search}`
    const query = `${route.since ?? 'since'}=${encodeURIComponent(token)}`
    return `${pathname}${search}${searchParams.size > 0 ? '&' : '?'}${query}`
  }
  client.setRequests([
    {
      method: 'GET',
      // Setup runs for each request and once more before the first, so count responses, not setups.
      setupRequest: request => ({ ...request, path: target(), headers: { ...account.headers, ...FIELDS } }),
      onResponse: (status, body) => {
        made.requests += 1
        made.answered = true
        if (status !== 200) return refuse(counts, `status ${status}`)
        const next = valueAt(body, route.next ?? 'next_batch')
        if (next === undefined) return refuse(counts, `the answer has no ${route.next ?? 'next_batch'}`)
        if (look(body, run, made, counts) === 0 && token !== undefined) made.empty += 1
        token = next
      },
    },
  ])
  return made
}
