import type { Fault } from '../fault.js'

export const tabsExpanded: Fault = {
  name: 'tabs-expanded',
  breaks: ['FRM-07c'],
  summary: 'Tabs in a payload are expanded to spaces, as for a terminal.',
  profile: 'sse',
  wrap: clean => ({ splitLines: payload => clean.splitLines(payload).map(line => line.replaceAll('\t', '    ')) }),
}
