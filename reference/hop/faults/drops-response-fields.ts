import type { HopFault } from '../fault.js'

export const dropsResponseFields: HopFault = {
  name: 'drops-response-fields',
  breaks: ['HOP-24'],
  summary: 'Response header fields that it does not know are left out.',
  profile: 'hop',
  wrap: clean => ({
    response: answered => clean.response({ ...answered, fields: answered.fields.filter(([name]) => !name.toLowerCase().startsWith('x-')) }),
  }),
}
