import type { Fault } from '../../fault.js'

export const idIsACounter: Fault = {
  name: 'id-is-a-counter',
  breaks: ['ID-01', 'ID-07', 'SEC-20'],
  summary: 'Ids are a counter, stored alongside the tokens they stand for.',
  profile: 'matrix',
  wrap: clean => {
    const tokens: string[] = []
    return {
      batchEvent: (batch, position) => ({ ...clean.batchEvent(batch, position), id: String(tokens.push(batch.next_batch)) }),
      lastEventIds: exchange => clean.lastEventIds(exchange).map(id => tokens[Number(id) - 1] ?? id),
    }
  },
}
