import { type HookLine, MARKER } from '../schemas/index.js'
import type { ExchangeReading } from './exchange.js'
import type { Session } from './session.js'

/** What is published on the channels of a target, and when. Without separate channels, all scenarios share one. */
export interface Channels {
  /** The time from the first to the last payload that may break its streams, in nanoseconds; undefined if there was none. */
  hazardsOn(channel: string): { readonly first: number; readonly last: number } | undefined
  /** When the next publication on the channel began, after this one; Infinity if there is none. */
  nextAfter(hook: HookLine): number
  /** A hazardous payload was published while it was open, or is replayed on it, so what it shows may be a consequence. */
  isExposed(exchange: ExchangeReading): boolean
}

const SHARED = ''

export const channelsOf = (session: Session): Channels => {
  const { channels } = session.requested
  const nameOf = (channel: string | undefined): string => (channels ? (channel ?? SHARED) : SHARED)
  const hazards = new Map<string, { first: number; last: number }>()
  const markers = new Set<string>()
  const began = new Map<string, number[]>()
  for (const { hooks } of session.scenarios.values()) {
    for (const hook of hooks) {
      if (hook.hook !== 'publish') continue
      const name = nameOf(hook.channel)
      const times = began.get(name) ?? []
      times.push(hook.began)
      began.set(name, times)
      if (hook.hazard !== true) continue
      const { first, last } = hazards.get(name) ?? { first: hook.began, last: hook.t }
      hazards.set(name, { first: Math.min(first, hook.began), last: Math.max(last, hook.t) })
      const marker = MARKER.exec(hook.published?.data ?? '')?.[0]
      if (marker !== undefined) markers.add(marker)
    }
  }
  for (const times of began.values()) times.sort((a, b) => a - b)
  const hazardsOn = (channel: string) => hazards.get(nameOf(channel))
  const replaysHazard = ({ stream }: ExchangeReading): boolean =>
    stream.events.some(({ payloads }) => payloads.some(({ marker }) => marker !== undefined && markers.has(marker)))
  return {
    hazardsOn,
    nextAfter: hook => began.get(nameOf(hook.channel))?.find(t => t > hook.began) ?? Number.POSITIVE_INFINITY,
    isExposed: exchange => {
      const { open, seen } = exchange
      const found = hazardsOn(open.channel)
      if (found === undefined || found.first >= seen.closed_t) return false
      return open.t <= found.last || replaysHazard(exchange)
    },
  }
}
