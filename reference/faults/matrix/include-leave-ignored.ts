import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const includeLeaveIgnored: Fault = {
  name: 'include-leave-ignored',
  breaks: ['SYN-03i'],
  summary: 'include_leave is ignored.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.include_leave
    }),
}
