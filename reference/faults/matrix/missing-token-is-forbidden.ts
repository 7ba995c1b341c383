import type { Fault } from '../../fault.js'

export const missingTokenIsForbidden: Fault = {
  name: 'missing-token-is-forbidden',
  breaks: ['SEC-01b'],
  summary: 'A request without a token is answered with 401 and an errcode of its own, M_FORBIDDEN.',
  profile: 'matrix',
  wrap: clean => ({
    errorContent: (status, error) => ({ ...clean.errorContent(status, error), ...(status === 401 && { errcode: 'M_FORBIDDEN' }) }),
  }),
}
