import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

const POLL_MS = 660

export const pollsItself: Fault = {
  name: 'polls-itself',
  breaks: ['SYN-17', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'The stream polls for news three times in two seconds instead of being woken.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, chain => {
      let first = true
      return {
        next: async () => {
          const news = await chain.next()
          if (!first) await new Promise(resolve => setTimeout(resolve, POLL_MS - (Date.now() % POLL_MS)).unref())
          first = false
          return news
        },
        close: () => chain.close(),
      }
    }),
}
