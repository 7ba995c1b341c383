import type { Fault } from '../fault.js'

export const controlCharactersStripped: Fault = {
  name: 'control-characters-stripped',
  breaks: ['FRM-19'],
  summary: 'Control characters are stripped from the payload.',
  profile: 'sse',
  wrap: clean => ({ dataFields: (payload, server) => clean.dataFields(payload.replace(/[\u0001-\u0008\u000e-\u001f]/g, ''), server) }),
}
