import { completing } from '../completion.js'
import type { Fault } from '../fault.js'

export const jsonTextsInOneEvent: Fault = {
  name: 'json-texts-in-one-event',
  breaks: ['FRM-06b'],
  summary: 'Each message ends with one line feed instead of two, so all of them form one event.',
  profile: 'sse',
  finite: true,
  wrap: clean =>
    completing(clean, [
      [100, 'data: {"token":"one"}\n'],
      [200, 'data: {"token":"two"}\n'],
      [300, 'data: [DONE]\n\n'],
    ]),
}
