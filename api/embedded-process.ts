import { sampleLag, startClock } from '../record/index.js'
import { type ReferenceOptions, startReference } from '../reference/index.js'
import type { Lagged, Listening } from './embedded.js'

// Started by embedded.ts: gets its options as the first message, reports where it listens, and exits with its parent.
process.once('message', async message => {
  const reference = await startReference(message as ReferenceOptions)
  const { streamUrl, url, controlUrl = '' } = reference
  process.send?.({ streamUrl, url, controlUrl } satisfies Listening)
  sampleLag(startClock(), (max_ms, samples) => process.send?.({ max_ms, samples } satisfies Lagged))
})
process.once('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group, but the parent still has a run to finish and stops this process itself.
process.on('SIGINT', () => {})
