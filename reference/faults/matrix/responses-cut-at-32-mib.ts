import type { Fault } from '../../fault.js'
import { cutAt } from '../../payload-cut.js'

export const responsesCutAt32Mib: Fault = {
  name: 'responses-cut-at-32-mib',
  breaks: ['FRM-15f', 'FRM-06'],
  summary: 'Responses are copied into a 32 MiB buffer, and whatever does not fit is silently dropped.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => clean.batchEvent({ ...batch, content: cutAt(32 << 20, batch.content) }, position) }),
}
