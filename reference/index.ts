/** The reference: a fully conforming event stream server, and named defects that it can be started with. */

export { startReferenceApart } from './apart.js'
export { faults } from './faults/index.js'
export type { ReferenceOptions } from './options.js'
export { capacityOf } from './processes/capacity.js'
export { type Reference, startReference } from './server.js'
