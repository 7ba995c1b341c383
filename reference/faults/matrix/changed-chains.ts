/** Changes the responses of chains on their way to the stream, as most faults of a sync stream do. */

import type { Exchange } from '../../exchange.js'
import type { Parts } from '../../parts.js'
import type { SyncBatch, SyncChain, SyncRequest } from '../../sync/source.js'

export interface EventJson {
  type?: string
  sender?: string
  state_key?: string
  content?: Record<string, unknown>
}

export interface EventsJson {
  events?: EventJson[]
}

export interface JoinedRoomJson {
  timeline?: EventsJson
  state?: EventsJson
  account_data?: EventsJson
}

/** The parts of a `/sync` response that faults change. */
export interface ResponseJson {
  next_batch: string
  rooms?: { join?: Record<string, JoinedRoomJson> }
  account_data?: EventsJson
  presence?: EventsJson
  to_device?: EventsJson
}

/** The stream that a response is for. */
export interface Opened {
  readonly request: SyncRequest
  readonly exchange: Exchange
  /** The number of the response on its stream, from 1. */
  count: number
  closed: boolean
}

type Open = Parts['openChain']

export const responseOf = (batch: SyncBatch): ResponseJson => JSON.parse(batch.content) as ResponseJson

export const batchOf = (response: ResponseJson): SyncBatch => ({ next_batch: response.next_batch, content: JSON.stringify(response) })

/** Opens clean chains and wraps each with `wrap`. */
export function wrappedChains(
  clean: Parts,
  wrap: (chain: SyncChain, request: SyncRequest, exchange: Exchange) => SyncChain,
): { openChain: Open } {
  return {
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      return 'refusal' in opened ? opened : wrap(opened, request, exchange)
    },
  }
}

/** Changes each response in place. */
export function changedChains(clean: Parts, change: (response: ResponseJson, opened: Opened) => void | Promise<void>): { openChain: Open } {
  return wrappedChains(clean, (chain, request, exchange) => {
    const opened: Opened = { request, exchange, count: 0, closed: false }
    return {
      next: async () => {
        const batch = await chain.next()
        if (batch === undefined) return undefined
        opened.count += 1
        const response = responseOf(batch)
        await change(response, opened)
        return batchOf(response)
      },
      close: () => {
        opened.closed = true
        chain.close()
      },
    }
  })
}

/** A chain that never has a response. */
export function silentChain(): SyncChain {
  let leave = (): void => undefined
  const gone = new Promise<undefined>(resolve => {
    leave = () => resolve(undefined)
  })
  return { next: () => gone, close: () => leave() }
}

/** Adds events to a section, which is created if needed. */
export function withMore(section: EventsJson | undefined, more: readonly EventJson[]): EventsJson {
  return { ...section, events: [...(section?.events ?? []), ...more] }
}
