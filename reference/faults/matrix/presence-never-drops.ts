import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const presenceNeverDrops: Fault = {
  name: 'presence-never-drops',
  breaks: ['LIF-02', 'SYN-07c'],
  summary: 'Whatever keeps a user online is not stopped when the stream ends.',
  profile: 'matrix',
  wrap: clean => wrappedChains(clean, chain => ({ ...chain, close: () => undefined })),
}
