import type { Channel } from '../channel.js'
import type { Fault } from '../fault.js'

interface Tick {
  readonly id: string
  readonly started_ms: number
  readonly first: number
  newest: number
}

/** Long enough that consecutive events share a tick. */
const TICK_MS = 250

export const idsFromTheClock: Fault = {
  name: 'ids-from-the-clock',
  breaks: ['ID-05', 'ID-10', 'RES-04', 'RES-15b', 'RES-22b'],
  summary: 'The id is a clock tick shared by several events, so resuming from it replays the whole tick.',
  profile: 'sse',
  wrap: clean => {
    const current = new WeakMap<Channel, Tick>()
    const ticks = new Map<string, Tick>()
    return {
      identify: (channel, server) => {
        const position = channel.newest + 1
        const now_ms = performance.now()
        let tick = current.get(channel)
        if (tick === undefined || now_ms - tick.started_ms > TICK_MS) {
          tick = {
            id: `${server.epoch}-${channel.name.length}-${Math.floor(now_ms)}`,
            started_ms: now_ms,
            first: position,
            newest: position,
          }
          current.set(channel, tick)
          ticks.set(`${channel.name} ${tick.id}`, tick)
        }
        tick.newest = position
        return tick.id
      },
      positionOf: (id, channel, server) => {
        const tick = ticks.get(`${channel.name} ${id}`)
        if (tick === undefined) return clean.positionOf(id, channel, server)
        return tick.first === tick.newest ? tick.first : tick.first - 1
      },
    }
  },
}
