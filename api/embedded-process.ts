import { sampleLag, startClock } from '../record/index.js'
import { serveParent } from '../reference/index.js'
import type { Lagged, ToEmbedded } from './embedded.js'
import { PROFILE_PARTS } from './profiles.js'

// Started by embedded.ts.
serveParent(async ({ profile, oneChannel }: ToEmbedded) => {
  const server = await PROFILE_PARTS[profile].embedded()
  const started = await server.start({ one_channel: oneChannel })
  sampleLag(startClock(), (max_ms, samples) => process.send?.({ max_ms, samples } satisfies Lagged))
  return started
})
