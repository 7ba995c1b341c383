import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

const TENTH = 10
const LATE_MS = 1_600

export const everyTenthEventLate: Fault = {
  name: 'every-tenth-event-late',
  breaks: ['SYN-17b'],
  summary: 'After nine events, the stream waits for a slot in a queue, so every tenth event is late.',
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, async (_response, { count }) => {
      if (count % TENTH === 0) await new Promise(resolve => setTimeout(resolve, LATE_MS).unref())
    }),
}
