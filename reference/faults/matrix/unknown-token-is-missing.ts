import type { Fault } from '../../fault.js'

export const unknownTokenIsMissing: Fault = {
  name: 'unknown-token-is-missing',
  breaks: ['SEC-02b', 'SEC-07'],
  summary: 'Every 401 has the same errcode, M_MISSING_TOKEN, so clients do not learn that they were logged out.',
  profile: 'matrix',
  wrap: clean => ({
    passRefusal: (exchange, refusal) =>
      clean.passRefusal(
        exchange,
        refusal.status === 401 ? { ...refusal, content: JSON.stringify(clean.errorContent(401, 'a token is needed')) } : refusal,
      ),
  }),
}
