import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const stateFilterIgnored: Fault = {
  name: 'state-filter-ignored',
  breaks: ['SYN-03e'],
  summary: 'The filter is not applied to state.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.state
    }),
}
