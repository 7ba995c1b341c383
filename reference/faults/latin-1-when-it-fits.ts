import type { Fault } from '../fault.js'

export const latin1WhenItFits: Fault = {
  name: 'latin-1-when-it-fits',
  breaks: ['FRM-01'],
  summary: 'Strings are encoded as Latin-1 whenever every character fits, as a platform default does.',
  profile: 'sse',
  wrap: clean => ({
    encodeEvent: (event, server) => {
      const bytes = clean.encodeEvent(event, server)
      const text = bytes.toString()
      return /^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : bytes
    },
  }),
}
