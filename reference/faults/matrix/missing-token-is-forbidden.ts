import type { Fault } from '../../fault.js'

export const missingTokenIsForbidden: Fault = {
  name: 'missing-token-is-forbidden',
  breaks: ['SEC-01b'],
  summary: 'A request without a token gets a 401 with the errcode M_FORBIDDEN instead of M_MISSING_TOKEN.',
  profile: 'matrix',
  wrap: clean => ({
    errorContent: (status, error) => ({ ...clean.errorContent(status, error), ...(status === 401 && { errcode: 'M_FORBIDDEN' }) }),
  }),
}
