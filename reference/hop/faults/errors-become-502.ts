import type { HopFault } from '../fault.js'

export const errorsBecome502: HopFault = {
  name: 'errors-become-502',
  breaks: ['HOP-20'],
  summary: 'Error responses of the origin are replaced by 502.',
  profile: 'hop',
  wrap: clean => ({ response: answered => clean.response({ ...answered, status: answered.status >= 400 ? 502 : answered.status }) }),
}
