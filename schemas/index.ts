import type { RequirementInFile, Source } from './types.js'

export { PROFILES, type ProfileEntry, profileNames } from './profiles.js'
export { packageRoot, tool } from './root.js'
export type * from './types.js'
export { DocumentError, documentFaults, schemaOf, validated } from './validated.js'

/** A requirement with every name written out. */
export type Requirement = Omit<RequirementInFile, 'source'> & { source: Source[] }
