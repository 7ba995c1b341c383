import type { HopFault } from '../fault.js'

export const dropsAuthorization: HopFault = {
  name: 'drops-authorization',
  breaks: ['HOP-25'],
  summary: 'Authorization is not forwarded.',
  profile: 'hop',
  wrap: clean => ({
    request: forwarded =>
      clean.request({ ...forwarded, fields: forwarded.fields.filter(([name]) => name.toLowerCase() !== 'authorization') }),
  }),
}
