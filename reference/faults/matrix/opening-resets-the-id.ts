import type { Fault } from '../../fault.js'

export const openingResetsTheId: Fault = {
  name: 'opening-resets-the-id',
  breaks: ['ID-06', 'ID-09'],
  summary: 'The first block of a stream has an empty id beside the reconnection time.',
  profile: 'matrix',
  wrap: clean => ({ opening: () => Buffer.from(`id\n${clean.opening()}`) }),
}
