import type { Fault } from '../../fault.js'
import { cutAt } from '../../payload-cut.js'

export const responsesCutAt1Mib: Fault = {
  name: 'responses-cut-at-1-mib',
  breaks: ['FRM-15d', 'FRM-15e', 'FRM-06'],
  summary: 'Responses are copied into a 1 MiB buffer, and whatever does not fit is silently dropped.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => clean.batchEvent({ ...batch, content: cutAt(1 << 20, batch.content) }, position) }),
}
