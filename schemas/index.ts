import type { RequirementInFile, Source } from './types.js'

export { defined } from './defined.js'
export { errorText } from './error-text.js'
export { CHANNEL, CHANNEL_PREFIX, channelOf, MARKER } from './marker.js'
export { pointerName, pointerNames } from './pointer.js'
export { measuredProfiles, PROFILES, type ProfileEntry, profileNames } from './profiles.js'
export { publishedText } from './published.js'
export { packageRoot, tool } from './root.js'
export { STALL_MS } from './stall.js'
export type * from './types.js'
export { DocumentError, documentFaults, schemaOf, validated } from './validated.js'

/** A requirement with every name written out. */
export type Requirement = Omit<RequirementInFile, 'source'> & { source: Source[] }
