/** The text by which a recording's publications are recognized: run and scenario, as in the name of its channel, and a running number. */

/** The name of a scenario's channel, and the beginning of its markers. @param run 8 hexadecimal digits */
export const channelOf = (run: string, scenario: string): string => `ssespec-${run}-${scenario}`

export const CHANNEL_PREFIX = 'ssespec-'

// Every part is bounded, so that text made of marker prefixes does not take longer to match.
/** A name of a channel, or the beginning of a marker. */
export const CHANNEL = /ssespec-[0-9a-f]{8}-[0-9a-z-]{0,80}[0-9a-z]/

/** The marker in every published payload. */
export const MARKER = /ssespec-[0-9a-f]{8}-[0-9a-z-]{1,60}?-\d{1,9}\./
