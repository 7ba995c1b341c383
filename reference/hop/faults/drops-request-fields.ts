import type { HopFault } from '../fault.js'

export const dropsRequestFields: HopFault = {
  name: 'drops-request-fields',
  breaks: ['HOP-26'],
  summary: 'Request header fields that it does not know are not forwarded.',
  profile: 'hop',
  wrap: clean => ({
    request: forwarded =>
      clean.request({ ...forwarded, fields: forwarded.fields.filter(([name]) => !name.toLowerCase().startsWith('x-')) }),
  }),
}
