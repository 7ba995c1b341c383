import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const notSendersIgnored: Fault = {
  name: 'not-senders-ignored',
  breaks: ['SYN-03b'],
  summary: 'The filter applies `senders` but ignores `not_senders`.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.timeline?.not_senders
    }),
}
