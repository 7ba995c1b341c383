import { completing, token } from '../completion.js'
import type { Fault } from '../fault.js'
import { withheldUntilEvent } from './head-withheld.js'

export const completionHeadWithheld: Fault = {
  name: 'completion-head-withheld',
  breaks: ['HTTP-09b'],
  summary: 'Response headers of a completion are sent with its first token, after the model has read the whole prompt.',
  profile: 'sse',
  finite: true,
  wrap: clean => ({
    ...completing(clean, [
      [1_500, token('one')],
      [1_600, token('two')],
      [1_700, 'data: [DONE]\n\n'],
    ]),
    outletOf: (exchange, head) => withheldUntilEvent(clean.outletOf(exchange, head)),
  }),
}
