import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

/** One in this many resumes of a device goes right. */
const EVERY = 8

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
    'RES-16d',
  ],
  summary: 'A resumed stream occasionally starts one response too early.',
  profile: 'matrix',
  wrap: clean => {
    const before = new Map<string, string>()
    const resumes = new Map<string, number>()
    return wrappedChains(
      {
        ...clean,
        openChain: (request, exchange) => {
          const { since, access_token = '' } = request
          if (since === undefined) return clean.openChain(request, exchange)
          const resumed = (resumes.get(access_token) ?? 0) + 1
          resumes.set(access_token, resumed)
          const earlier = resumed % EVERY !== 0 ? before.get(since) : undefined
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
