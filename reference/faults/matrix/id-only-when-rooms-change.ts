import type { Fault } from '../../fault.js'

export const idOnlyWhenRoomsChange: Fault = {
  name: 'id-only-when-rooms-change',
  breaks: ['ID-03c', 'ID-01'],
  summary: 'Events get an id only when something happened in a room.',
  profile: 'matrix',
  wrap: clean => ({
    eventFields: (event, server) => {
      const fields = clean.eventFields(event, server)
      return event.data.includes('"rooms"') ? fields : fields.filter(field => !field.startsWith('id:'))
    },
  }),
}
