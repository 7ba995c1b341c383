// Shared by longpoll.js and polling.js.

import { clients } from './settings.js'

const env = __ENV

export const polls = {
  ...clients,
  since: env.SINCE ?? 'since',
  next: env.NEXT ?? 'next_batch',
  keepAlive: env.KEEPALIVE !== '0',
  answer: env.ANSWER ?? '60s',
}
