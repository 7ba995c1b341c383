import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const twoResponsesInOneEvent: Fault = {
  name: 'two-responses-in-one-event',
  breaks: ['FRM-06'],
  summary: 'A response without rooms waits for the next one, and is written into the same event.',
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
