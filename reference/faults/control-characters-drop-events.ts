import type { Fault } from '../fault.js'

export const controlCharactersDropEvents: Fault = {
  name: 'control-characters-drop-events',
  breaks: ['FRM-29b'],
  summary: 'A payload with a control character is accepted, but then dropped by a filter.',
  profile: 'sse',
  wrap: clean => ({
    publish: (publication, server) => (/[\u0001-\u0008]/.test(publication.data) ? '' : clean.publish(publication, server)),
  }),
}
