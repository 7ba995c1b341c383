import { completing, token } from '../completion.js'
import type { Fault } from '../fault.js'

export const completionInOneBurst: Fault = {
  name: 'completion-in-one-burst',
  breaks: ['HTTP-10b'],
  summary: 'The whole completion is awaited, and all its events are sent together at the end.',
  profile: 'sse',
  finite: true,
  wrap: clean => completing(clean, [[2_200, `${['one', 'two', 'three', 'four'].map(token).join('')}data: [DONE]\n\n`]]),
}
