import type { Fault } from '../fault.js'

export const trailingSpaceTrimmed: Fault = {
  name: 'trailing-space-trimmed',
  breaks: ['FRM-07b'],
  summary: 'Each line of a payload is trimmed at its end.',
  profile: 'sse',
  wrap: clean => ({ splitLines: payload => clean.splitLines(payload).map(line => line.replace(/[ \t]+$/, '')) }),
}
