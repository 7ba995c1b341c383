import type { Fault } from '../fault.js'

export const blankLinesDropped: Fault = {
  name: 'blank-lines-dropped',
  breaks: ['FRM-05d', 'FRM-05e'],
  summary: 'Blank lines in a payload are dropped, so that none of them ends the event.',
  profile: 'sse',
  wrap: clean => ({
    splitLines: payload => {
      const lines = clean.splitLines(payload).filter(line => line !== '')
      return lines.length === 0 ? [''] : lines
    },
  }),
}
