import { eventAt, type StoredEvent } from '../channel.js'
import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'
import type { SyncBatch, SyncChain } from '../sync/source.js'
import { wrappedChains } from './matrix/changed-chains.js'

// Longer than any default wait of a client.
const LATE_MS = 7000

/** Each response is delayed on its own; the end of the chain is not. */
const delayed = (chain: SyncChain): SyncChain => {
  const due: SyncBatch[] = []
  let ended = false
  let started = false
  let wake = (): void => undefined
  const follow = async () => {
    for (let batch = await chain.next(); batch !== undefined; batch = await chain.next()) {
      const late = batch
      setTimeout(() => {
        due.push(late)
        wake()
      }, LATE_MS).unref()
    }
    ended = true
    wake()
  }
  return {
    next: async () => {
      if (!started) void follow()
      started = true
      while (!ended && due.length === 0)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      return ended ? undefined : due.shift()
    },
    close: chain.close,
  }
}

export const eventsLate: Fault = {
  name: 'events-late',
  breaks: ['HTTP-10'],
  summary: 'A queue behind the server delays every event by seven seconds.',
  profile: 'sse',
  wrap: clean => {
    const due_ms = new WeakMap<StoredEvent, number>()
    return {
      fanOut: (channel, server) => {
        const event = channel.kept.at(-1)
        if (event !== undefined) due_ms.set(event, performance.now() + LATE_MS)
        setTimeout(() => clean.fanOut(channel, server), LATE_MS + 1).unref()
      },
      nextEvent: stream => {
        const channel = channelOf(stream)
        const next = channel === undefined || stream.feed.kind !== 'channel' ? undefined : eventAt(channel, stream.feed.position + 1)
        return next !== undefined && performance.now() < (due_ms.get(next) ?? 0) ? undefined : clean.nextEvent(stream)
      },
      ...wrappedChains(clean, delayed),
    }
  },
}
