import type { Fault } from '../../fault.js'
import { cutAt } from '../../payload-cut.js'

export const responsesCutAt1Mib: Fault = {
  name: 'responses-cut-at-1-mib',
  breaks: ['FRM-15d', 'FRM-15e', 'FRM-06'],
  summary: 'A response is copied into a buffer of 1 MiB, and what does not fit is lost in silence.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => clean.batchEvent({ ...batch, content: cutAt(1 << 20, batch.content) }, position) }),
}
