import type { SettledWorkload, Subject } from '../load/index.js'
import type { Target } from '../record/index.js'
import type { Reference, ServerOptions } from '../reference/index.js'
import type { Config, Profile } from '../schemas/index.js'
import { hopSettings } from './hop/settings.js'
import { homeserverSettings, homeserverUrls, INTERVAL_S } from './matrix/settings.js'
import { channelUrls } from './sse/settings.js'

/** A configuration whose target is known. */
export type AddressedConfig = Config & { url: string }

/** Where an embedded server listens. */
export interface Listening {
  readonly streamUrl: string
  readonly url: string
  readonly controlUrl?: string
  /** `host:port` that a hop forwards to. */
  readonly forwardsTo?: string
  /** All streams share one channel. */
  readonly oneChannel?: boolean
}

/** The server that is checked if no URL is given. */
export interface EmbeddedServer {
  /** `one_channel`: all streams share one, if its streams have channels at all. */
  start(options: ServerOptions & { one_channel?: boolean }): Promise<Reference>
  configuration(listening: Listening): AddressedConfig
}

/** What load is put on. */
export interface Subjects {
  /** The embedded server, in so many processes if it can, and with a fault if one is named. */
  served(workload: SettledWorkload, how: ServedHow): Promise<Subject>
  /** The target of a configuration. */
  at(config: AddressedConfig, workload: SettledWorkload, how: SubjectHow): Promise<Subject>
}

interface SubjectHow {
  readonly targetOf: (config: AddressedConfig) => Target
  readonly signal: AbortSignal
}

interface ServedHow extends SubjectHow {
  readonly config: Config
  readonly processes: number
  readonly fault: string | undefined
}

/** What a profile is here, beside its requirements (`suites/`), its facts (`observe/`) and its scenarios (`record/scenarios/`). */
interface ProfileParts {
  /** What the server is asked for if no interval is configured; left out if it has an interval of its own. */
  readonly default_interval_s?: number
  settings(config: AddressedConfig): Partial<Pick<Target, 'url' | 'homeserver' | 'hop'>>
  /** Every URL that a load requests. */
  urls(config: AddressedConfig): readonly (string | undefined)[]
  embedded(): Promise<EmbeddedServer>
  /** Starts what the configuration says is to run during a check. The returned function ends it. */
  start?(config: AddressedConfig): Promise<() => Promise<void>>
  /** Left out if no load is put on it. */
  subjects?(): Promise<Subjects>
}

/** One row per profile. Its modules are in the folder of its name, and loaded when a verb needs them. */
export const PROFILE_PARTS: Readonly<Record<Profile, ProfileParts>> = {
  sse: {
    settings: () => ({}),
    urls: channelUrls,
    embedded: async () => (await import('./sse/embedded.js')).embeddedChannels,
    subjects: async () => (await import('./sse/load.js')).channelSubjects,
  },
  hop: {
    settings: hopSettings,
    urls: ({ url }) => [url],
    start: async config => (await import('./hop/command.js')).startHopCommand(config),
    embedded: async () => (await import('./hop/embedded.js')).embeddedHop,
  },
  matrix: {
    default_interval_s: INTERVAL_S,
    settings: homeserverSettings,
    urls: homeserverUrls,
    embedded: async () => (await import('./matrix/embedded.js')).embeddedHomeserver,
    subjects: async () => (await import('./matrix/load.js')).homeserverSubjects,
  },
}
