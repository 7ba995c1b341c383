export { PROFILES, type ProfileEntry, profileNames } from './profiles.js'
export { packageRoot, tool } from './root.js'
export type * from './types.js'
export { DocumentError, documentFaults, schemaOf, validated } from './validated.js'
