import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const timelineLimitIgnored: Fault = {
  name: 'timeline-limit-ignored',
  breaks: ['SYN-03c', 'SYN-03b', 'SYN-03d', 'SYN-03e', 'SYN-03i', 'SYN-05d', 'SYN-18d'],
  summary: 'The timeline limit is ignored; the default always applies.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.timeline?.limit
    }),
}
