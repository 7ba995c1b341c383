import type { Fault } from '../../fault.js'

export const openingResetsTheId: Fault = {
  name: 'opening-resets-the-id',
  breaks: ['ID-06', 'ID-09'],
  summary: 'The first block of a stream contains an empty id along with the reconnection time.',
  profile: 'matrix',
  wrap: clean => ({ opening: () => Buffer.from(`id\n${clean.opening()}`) }),
}
