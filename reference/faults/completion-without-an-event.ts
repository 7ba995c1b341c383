import { completing } from '../completion.js'
import type { Fault } from '../fault.js'

export const completionWithoutAnEvent: Fault = {
  name: 'completion-without-an-event',
  breaks: ['LIF-12', 'SEC-08'],
  summary: 'When the model fails, the stream ends without sending any event.',
  profile: 'sse',
  finite: true,
  wrap: clean => completing(clean, [[500, ': thinking\n\n']]),
}
