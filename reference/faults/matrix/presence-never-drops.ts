import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const presenceNeverDrops: Fault = {
  name: 'presence-never-drops',
  breaks: ['LIF-02', 'SYN-07c'],
  summary: 'What keeps a user online is not ended with the stream.',
  profile: 'matrix',
  wrap: clean => wrappedChains(clean, chain => ({ ...chain, close: () => undefined })),
}
