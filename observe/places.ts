import type { At, Place } from '../schemas/index.js'

/** Lists in an observation are truncated here, so that memory and reports stay bounded for a hostile stream. */
export const MOST_ENTRIES = 200

const MOST_CHARACTERS = 160

/** Text, truncated for use in an observation. */
export const brief = (text: string, most = MOST_CHARACTERS): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** What an exception says. */
export const reasonOf = (cause: unknown): string => brief(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause))

export const addPlace = (places: Place[], text: string, at: At): void => {
  if (places.length < MOST_ENTRIES) places.push({ text: brief(text), at })
}

/** Milliseconds since the recording began, to the microsecond. */
export const toMs = (t: number): number => Math.round(t / 1e3) / 1e3
