import type { Channel } from '../channel.js'
import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'
import { pump } from '../stream.js'

export const slowReaderBlocksOthers: Fault = {
  name: 'slow-reader-blocks-others',
  breaks: ['SEC-13', 'RES-19'],
  summary: 'The writer waits for each reader in turn, so one stalled reader holds up all the others.',
  profile: 'sse',
  wrap: clean => {
    const turns = new WeakMap<Channel, Promise<void>>()
    const busy = new WeakSet<Channel>()
    const takeTurn = async (channel: Channel) => {
      busy.add(channel)
      await writeInTurn(channel)
      busy.delete(channel)
    }
    return {
      fanOut: channel =>
        void turns.set(
          channel,
          (turns.get(channel) ?? Promise.resolve()).then(() => takeTurn(channel)),
        ),
      // A heartbeat would flush what is waiting.
      beat: stream => {
        const channel = channelOf(stream)
        if (channel === undefined || !busy.has(channel)) clean.beat(stream)
      },
    }
  },
}

async function writeInTurn(channel: Channel): Promise<void> {
  for (const stream of [...channel.streams]) {
    pump(stream)
    while (!stream.closed && (stream.waiting || stream.outlet.pending_bytes() > 0))
      await new Promise(resolve => setTimeout(resolve, 20).unref())
  }
}
