import type { Fault } from '../../fault.js'
import type { SyncChain } from '../../sync/source.js'
import { wrappedChains } from './changed-chains.js'

const POLL_MS = 1_500

export const pollTimeOutsOnTheStream: Fault = {
  name: 'poll-time-outs-on-the-stream',
  breaks: ['SYN-16', 'ID-10', 'SYN-16b', 'SYN-11'],
  summary: 'The server polls itself internally; when a poll times out, its empty response is sent on the stream.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, chain => {
      let pending: ReturnType<SyncChain['next']> | undefined
      let next_batch: string | undefined
      return {
        next: async () => {
          pending ??= chain.next()
          const empty = next_batch === undefined ? undefined : { next_batch, content: JSON.stringify({ next_batch }) }
          const timeUp = new Promise<'up'>(resolve => setTimeout(() => resolve('up'), POLL_MS).unref())
          const batch = empty === undefined ? await pending : await Promise.race([pending, timeUp])
          if (batch === 'up') return empty
          pending = undefined
          next_batch = batch?.next_batch
          return batch
        },
        close: () => chain.close(),
      }
    }),
}
