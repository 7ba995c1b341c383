import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const bodyEndsStreams: Fault = {
  name: 'body-ends-streams',
  breaks: ['FRM-29'],
  summary: 'A control character in a message body makes the encoder throw, and the stream ends.',
  profile: 'matrix',
  wrap: clean =>
    wrappedChains(clean, chain => {
      let count = 0
      return {
        ...chain,
        next: async () => {
          const batch = await chain.next()
          count += 1
          // An initial sync does not go through here.
          return count > 1 && batch?.content.includes('\\u0001') === true ? undefined : batch
        },
      }
    }),
}
