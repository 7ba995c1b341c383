import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const twoResponsesInOneEvent: Fault = {
  name: 'two-responses-in-one-event',
  breaks: [
    'FRM-06',
    'RES-12b',
    'SYN-02d',
    'SYN-02h',
    'SYN-02i',
    'SYN-02j',
    'SYN-02p',
    'SYN-02s',
    'SYN-03',
    'SYN-03b',
    'SYN-03c',
    'SYN-03d',
    'SYN-03e',
    'SYN-03g',
    'SYN-03i',
    'SYN-04',
    'SYN-09b',
    'SYN-15',
    'SYN-15c',
    'SYN-14c',
    'SYN-15d',
    'SYN-15f',
    'SYN-15g',
  ],
  summary: 'A response without rooms waits for the next one, and both are written into the same event.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, chain => {
      let first = true
      return {
        next: async () => {
          const batch = await chain.next()
          const isShort = batch !== undefined && !first && !batch.content.includes('"rooms"')
          first = false
          const after = isShort ? await chain.next() : undefined
          return batch === undefined || after === undefined ? batch : { ...after, content: `${batch.content}\n${after.content}` }
        },
        close: () => chain.close(),
      }
    }),
}
