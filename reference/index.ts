/** The reference: a server of event streams that conforms in full, and the named defects that it can be started with. */

export { startReferenceApart } from './apart.js'
export { faults } from './faults/index.js'
export type { ReferenceOptions } from './options.js'
export { capacityOf } from './processes/capacity.js'
export { type Reference, startReference } from './server.js'
