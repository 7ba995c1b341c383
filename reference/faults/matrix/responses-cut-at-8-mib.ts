import type { Fault } from '../../fault.js'
import { cutAt } from '../../payload-cut.js'

export const responsesCutAt8Mib: Fault = {
  name: 'responses-cut-at-8-mib',
  breaks: ['FRM-15e', 'FRM-06'],
  summary: 'Responses are copied into an 8 MiB buffer, and whatever does not fit is silently dropped.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => clean.batchEvent({ ...batch, content: cutAt(8 << 20, batch.content) }, position) }),
}
