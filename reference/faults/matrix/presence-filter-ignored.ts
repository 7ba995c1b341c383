import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const presenceFilterIgnored: Fault = {
  name: 'presence-filter-ignored',
  breaks: ['SYN-03h'],
  summary: 'The filter is not applied to presence.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.presence
    }),
}
