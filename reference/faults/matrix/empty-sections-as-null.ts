import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const emptySectionsAsNull: Fault = {
  name: 'empty-sections-as-null',
  breaks: ['SYN-01'],
  summary: 'Sections without rooms are never initialised and are written as null.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const sections = { invite: null, knock: null, leave: null, ...response.rooms }
      Object.assign(response, { rooms: sections })
    }),
}
