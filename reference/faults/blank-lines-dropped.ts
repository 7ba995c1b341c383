import type { Fault } from '../fault.js'

export const blankLinesDropped: Fault = {
  name: 'blank-lines-dropped',
  breaks: ['FRM-05d', 'FRM-05e'],
  summary: 'Blank lines of a payload are skipped, lest one ends the event.',
  profile: 'sse',
  wrap: clean => ({
    splitLines: payload => {
      const lines = clean.splitLines(payload).filter(line => line !== '')
      return lines.length === 0 ? [''] : lines
    },
  }),
}
