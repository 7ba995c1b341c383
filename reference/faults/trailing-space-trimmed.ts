import type { Fault } from '../fault.js'

export const trailingSpaceTrimmed: Fault = {
  name: 'trailing-space-trimmed',
  breaks: ['FRM-07b'],
  summary: 'Trailing whitespace is stripped from each line of a payload.',
  profile: 'sse',
  wrap: clean => ({ splitLines: payload => clean.splitLines(payload).map(line => line.replace(/[ \t]+$/, '')) }),
}
