import type { Fault } from '../../fault.js'
import { responseOf } from './changed-chains.js'

export const nextBatchLeftOut: Fault = {
  name: 'next-batch-left-out',
  breaks: ['ID-02', 'ID-03c', 'SYN-03c'],
  summary: 'A response without rooms is not treated as a batch and has neither a token nor an id.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: (batch, position) => {
      const { next_batch: _token, ...rest } = responseOf(batch)
      const event = clean.batchEvent(batch, position)
      return rest.rooms === undefined ? { ...event, data: JSON.stringify(rest) } : event
    },
    eventFields: (event, server) => {
      const fields = clean.eventFields(event, server)
      return event.data.startsWith('{"next_batch"') ? fields : fields.filter(field => !field.startsWith('id:'))
    },
  }),
}
