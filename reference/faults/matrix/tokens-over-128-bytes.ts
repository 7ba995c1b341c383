import type { Fault } from '../../fault.js'
import { laterTokens } from './later-events.js'

export const tokensOver128Bytes: Fault = {
  name: 'tokens-over-128-bytes',
  breaks: ['ID-04b', 'HTTP-01', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens contain a position for each worker and grow over 128 bytes.',
  profile: 'matrix',
  wrap: clean => laterTokens(clean, token => `${token}${'_0'.repeat(80)}`),
}
