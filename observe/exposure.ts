import type { HookLine } from '../schemas/index.js'
import { requestedOf } from './configured.js'
import type { ExchangeReading } from './exchange.js'
import type { Session } from './session.js'

/** What is published on the channels of a target, and when. Without channels of their own all scenarios share one. */
export interface Channels {
  /** When the first payload that may harm its streams was published on the channel, nanoseconds; Infinity where none was. */
  hazardAt(channel: string): number
  /** When the next publication on the channel began, after this one; Infinity where there is none. */
  nextAfter(hook: HookLine): number
  /** A hazardous payload of ours was published while it was open, or before: what it shows may be a consequence. */
  isExposed(exchange: ExchangeReading): boolean
}

const SHARED = ''

export const channelsOf = (session: Session): Channels => {
  const { channels } = requestedOf(session.header)
  const nameOf = (channel: string | undefined): string => (channels ? (channel ?? SHARED) : SHARED)
  const hazards = new Map<string, number>()
  const began = new Map<string, number[]>()
  for (const { hooks } of session.scenarios.values()) {
    for (const hook of hooks) {
      if (hook.hook !== 'publish') continue
      const name = nameOf(hook.channel)
      const times = began.get(name) ?? []
      times.push(hook.began)
      began.set(name, times)
      if (hook.hazard === true) hazards.set(name, Math.min(hook.began, hazards.get(name) ?? Number.POSITIVE_INFINITY))
    }
  }
  for (const times of began.values()) times.sort((a, b) => a - b)
  const hazardAt = (channel: string) => hazards.get(nameOf(channel)) ?? Number.POSITIVE_INFINITY
  return {
    hazardAt,
    nextAfter: hook => began.get(nameOf(hook.channel))?.find(t => t > hook.began) ?? Number.POSITIVE_INFINITY,
    isExposed: ({ open, seen }) => hazardAt(open.channel) < seen.closed_t,
  }
}
