import type { Fault } from '../fault.js'

export const trailingNewlineDropped: Fault = {
  name: 'trailing-newline-dropped',
  breaks: ['FRM-05e'],
  summary: 'A trailing newline is stripped from the payload.',
  profile: 'sse',
  wrap: clean => ({ splitLines: payload => clean.splitLines(payload.replace(/(\r\n|\n|\r)$/, '')) }),
}
