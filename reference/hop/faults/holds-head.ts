import type { HopFault } from '../fault.js'

export const holdsHead: HopFault = {
  name: 'holds-head',
  breaks: ['HOP-01'],
  summary: 'Response headers are sent with the first byte of content.',
  profile: 'hop',
  wrap: () => ({
    headWith: send => {
      let sent = false
      return () => {
        if (!sent) send()
        sent = true
      }
    },
  }),
}
