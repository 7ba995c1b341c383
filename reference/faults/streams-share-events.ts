import type { Channel, StoredEvent } from '../channel.js'
import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'

export const streamsShareEvents: Fault = {
  name: 'streams-share-events',
  breaks: ['RES-12', 'BRW-10c', 'RES-20', 'RES-03'],
  summary: 'All streams of a channel read from one queue, so each event reaches only one of them.',
  profile: 'sse',
  wrap: clean => {
    const turns = new WeakMap<Channel, number>()
    const owners = new WeakMap<StoredEvent, Stream>()
    return {
      fanOut: (channel, server) => {
        const turn = turns.get(channel) ?? 0
        turns.set(channel, turn + 1)
        const streams = [...channel.streams]
        const owner = streams[turn % streams.length]
        const event = channel.kept.at(-1)
        if (owner !== undefined && event !== undefined) owners.set(event, owner)
        clean.fanOut(channel, server)
      },
      eventFor: (stream, position) => {
        const event = clean.eventFor(stream, position)
        const owner = event === undefined ? undefined : owners.get(event)
        return owner === undefined || owner === stream || position <= stream.feed.opened_at ? event : undefined
      },
    }
  },
}
