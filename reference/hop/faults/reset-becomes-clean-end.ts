import type { HopFault } from '../fault.js'

export const resetBecomesCleanEnd: HopFault = {
  name: 'reset-becomes-clean-end',
  breaks: ['HOP-32'],
  summary: 'A stream that the origin resets ends as if it were complete.',
  profile: 'hop',
  wrap: () => ({ cut: (_client, content) => content.end() }),
}
