import type { HopFault } from '../fault.js'
import { holding } from '../holding.js'

export const commentsWaitForAnEvent: HopFault = {
  name: 'comments-wait-for-an-event',
  breaks: ['HOP-05'],
  summary: 'Comments are passed on only with the next event, as a proxy that forwards whole events does.',
  profile: 'hop',
  wrap: holding(held => (held.toString('latin1').startsWith(':') && !held.includes('data') ? 0 : held.length)),
}
