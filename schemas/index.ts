export { packageRoot, tool } from './root.js'
export type * from './types.js'
export { DocumentError, documentFaults, validated } from './validated.js'
