import type { Channel } from '../channel.js'
import type { Fault } from '../fault.js'
import { pump } from '../stream.js'

export const slowReaderBlocksOthers: Fault = {
  name: 'slow-reader-blocks-others',
  breaks: ['SEC-13'],
  summary: 'The writer waits for each reader in turn, so that one which takes nothing holds up all.',
  profile: 'sse',
  wrap: () => {
    const turns = new WeakMap<Channel, Promise<void>>()
    return {
      fanOut: channel =>
        void turns.set(
          channel,
          (turns.get(channel) ?? Promise.resolve()).then(() => writeInTurn(channel)),
        ),
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
