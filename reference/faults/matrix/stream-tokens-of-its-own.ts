import type { Fault } from '../../fault.js'

const MARK = 'sse-'

export const streamTokensOfItsOwn: Fault = {
  name: 'stream-tokens-of-its-own',
  breaks: ['ID-07', 'SEC-20'],
  summary: 'The stream marks its tokens as its own, in ids and in data, and accepts tokens with or without the mark.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: ({ next_batch, content }, position) => {
      const own = `${MARK}${next_batch}`
      return clean.batchEvent({ next_batch: own, content: JSON.stringify({ ...JSON.parse(content), next_batch: own }) }, position)
    },
    lastEventIds: exchange => clean.lastEventIds(exchange).map(id => (id.startsWith(MARK) ? id.slice(MARK.length) : id)),
  }),
}
