import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

/** Resumes between two that go wrong. */
const EVERY = 2

export const eventsRepeatedAroundCuts: Fault = {
  name: 'events-repeated-around-cuts',
  breaks: [
    'RES-04c',
    'ID-05',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-02',
    'RES-03',
    'RES-04',
    'RES-05',
    'RES-10',
    'RES-11',
    'RES-13',
    'RES-14d',
    'RES-15b',
    'RES-15c',
    'RES-16c',
    'SYN-06b',
  ],
  summary: 'A resumed stream begins one response too early now and then.',
  profile: 'matrix',
  wrap: clean => {
    const before = new Map<string, string>()
    let resumes = 0
    return wrappedChains(
      {
        ...clean,
        openChain: (request, exchange) => {
          if (request.since !== undefined) resumes += 1
          const earlier = request.since !== undefined && resumes % EVERY === 0 ? before.get(request.since) : undefined
          return clean.openChain(earlier === undefined ? request : { ...request, since: earlier }, exchange)
        },
      },
      (chain, { since }) => {
        let last = since
        return {
          next: async () => {
            const batch = await chain.next()
            if (batch !== undefined && last !== undefined) before.set(batch.next_batch, last)
            last = batch?.next_batch
            return batch
          },
          close: () => chain.close(),
        }
      },
    )
  },
}
