import type { Profile } from './types.js'

/** What a server can be checked as. The name is also the folder of its own requirements in `suites/`. */
export interface ProfileEntry {
  /** Which servers it is for, as in "requirements for …". */
  readonly of: string
  /** What `load` and `compare` measure on such a server, if they do. */
  readonly measured?: string
}

/** Every profile. A name that only config.schema.json has, or only this table, does not compile. */
export const PROFILES: Readonly<Record<Profile, ProfileEntry>> = {
  sse: { of: 'any event stream server', measured: 'event streams' },
  matrix: { of: 'a homeserver with Sync over SSE', measured: '/sync against /sync/sse' },
  hop: { of: 'a proxy or gateway in front of a server' },
}

export const profileNames = Object.keys(PROFILES) as readonly Profile[]

/** The profiles that `load` and `compare` measure. */
export const measuredProfiles = profileNames.filter(name => PROFILES[name].measured !== undefined)
