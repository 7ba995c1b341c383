import type { Fault } from '../fault.js'

export const trailingNewlineDropped: Fault = {
  name: 'trailing-newline-dropped',
  breaks: ['FRM-05e'],
  summary: 'The payload is chomped: a newline at its end is lost.',
  profile: 'sse',
  wrap: clean => ({ splitLines: payload => clean.splitLines(payload.replace(/(\r\n|\n|\r)$/, '')) }),
}
