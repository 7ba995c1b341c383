import type { LagTold } from '../record/index.js'
import { startApart } from '../reference/index.js'
import type { Profile } from '../schemas/index.js'
import { type AddressedConfig, PROFILE_PARTS } from './profiles.js'

/** The embedded server of a profile in its own process, and the configuration that drives it. */
export interface Embedded {
  readonly config: AddressedConfig
  /** Reports how late its process runs: both share this machine, so starvation is not the server's fault. */
  onLag(tell: LagTold): void
  stop(): Promise<void>
}

/** What its process receives. */
export interface ToEmbedded {
  readonly profile: Profile
  readonly oneChannel: boolean
}

/** The process's messages once it listens, several per second. */
export interface Lagged {
  readonly max_ms: number
  readonly samples: number
}

/** Starts it, so that it shares no event loop with the recorder. Rejects if it does not listen within 120 s. */
export const startEmbedded = async (profile: Profile, oneChannel = false): Promise<Embedded> => {
  const server = await PROFILE_PARTS[profile].embedded()
  const { child, stop, ...listening } = await startApart(new URL('./embedded-process', import.meta.url), {
    profile,
    oneChannel,
  } satisfies ToEmbedded)
  return {
    config: server.configuration({ ...listening, oneChannel }),
    onLag: tell =>
      child.on('message', told => {
        const { max_ms, samples } = told as Lagged
        tell(max_ms, samples)
      }),
    stop,
  }
}
