import type { Fault } from '../../fault.js'
import { cutAt } from '../../payload-cut.js'

export const responsesCutAt32Mib: Fault = {
  name: 'responses-cut-at-32-mib',
  breaks: ['FRM-15f', 'FRM-06'],
  summary: 'A response is copied into a buffer of 32 MiB, and what does not fit is lost in silence.',
  profile: 'matrix',
  wrap: clean => ({ batchEvent: (batch, position) => clean.batchEvent({ ...batch, content: cutAt(32 << 20, batch.content) }, position) }),
}
