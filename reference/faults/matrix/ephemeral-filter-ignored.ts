import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const ephemeralFilterIgnored: Fault = {
  name: 'ephemeral-filter-ignored',
  breaks: ['SYN-03f'],
  summary: 'The filter is not applied to ephemeral events.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.ephemeral
    }),
}
