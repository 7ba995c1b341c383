import type { Fault } from '../../fault.js'
import { laterTokens } from './later-events.js'

export const tokensWithUnsafeBytes: Fault = {
  name: 'tokens-with-unsafe-bytes',
  breaks: ['ID-04c', 'HTTP-01', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are objects serialised as text.',
  profile: 'matrix',
  wrap: clean => laterTokens(clean, token => `{${token}}`),
}
