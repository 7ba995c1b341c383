import type { HopFault } from '../fault.js'
import { holding } from '../holding.js'

export const buffersWholeResponse: HopFault = {
  name: 'buffers-whole-response',
  breaks: ['HOP-02', 'HOP-03', 'HOP-04', 'HOP-05'],
  summary: 'The response is collected until it ends, as middleware that inspects content does.',
  profile: 'hop',
  wrap: holding(() => 0),
}
