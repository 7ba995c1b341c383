import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const timelineTypesIgnored: Fault = {
  name: 'timeline-types-ignored',
  breaks: ['SYN-03'],
  summary: 'The timeline is not filtered by event type.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.timeline?.types
    }),
}
