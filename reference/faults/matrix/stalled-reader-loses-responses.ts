import type { Fault } from '../../fault.js'
import type { SyncBatch, SyncChain } from '../../sync/source.js'
import { wrappedChains } from './changed-chains.js'

const MOST_WAITING = 4

export const stalledReaderLosesResponses: Fault = {
  name: 'stalled-reader-loses-responses',
  breaks: ['RES-19b'],
  summary: 'Responses are generated whether or not the reader takes them, and the oldest waiting ones are discarded.',
  profile: 'matrix',
  wrap: clean => wrappedChains(clean, lossy),
}

function lossy(chain: SyncChain): SyncChain {
  const waiting: SyncBatch[] = []
  let over = false
  let wake = (): void => undefined
  const fill = async () => {
    for (let batch = await chain.next(); batch !== undefined; batch = await chain.next()) {
      waiting.push(batch)
      if (waiting.length > MOST_WAITING) waiting.shift()
      wake()
    }
    over = true
    wake()
  }
  void fill()
  const next = async (): Promise<SyncBatch | undefined> => {
    while (waiting.length === 0 && !over) {
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
    return waiting.shift()
  }
  return { next, close: () => chain.close() }
}
