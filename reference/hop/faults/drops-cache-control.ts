import type { HopFault } from '../fault.js'

export const dropsCacheControl: HopFault = {
  name: 'drops-cache-control',
  breaks: ['HOP-22'],
  summary: 'Cache-Control of the origin is left out.',
  profile: 'hop',
  wrap: clean => ({
    response: answered =>
      clean.response({ ...answered, fields: answered.fields.filter(([name]) => name.toLowerCase() !== 'cache-control') }),
  }),
}
