import type { HopFault } from '../fault.js'

const OWN = new Set(['connection', 'keep-alive', 'transfer-encoding'])

export const connectionFieldsForwarded: HopFault = {
  name: 'connection-fields-forwarded',
  breaks: ['HOP-27'],
  summary: 'Only well-known connection-specific fields are removed, not those that Connection names.',
  profile: 'hop',
  wrap: () => ({ forwardable: fields => fields.filter(([name]) => !OWN.has(name.toLowerCase())) }),
}
