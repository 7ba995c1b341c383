/** Load: one workload over one or many transports, by k6 and autocannon, and what each costs. */

export { CapacityError, serverProcessesFor } from './capacity.js'
export { type CompareProgress, compareTransports, readClaims } from './compare/compare.js'
export { findK6, GeneratorError } from './k6.js'
export { type LoadProgress, measureLoad } from './load.js'
export { machine } from './machine.js'
export { isLoopback, type Subject, SubjectError } from './subject.js'
export { homeserverSubject } from './subjects/homeserver.js'
export { startServedSubject } from './subjects/served.js'
export { startServedHomeserver } from './subjects/served-homeserver.js'
export { serverSubject } from './subjects/server.js'
export { isTransportName, transportNames } from './transports.js'
export { readWorkload, type SettledWorkload, type WorkloadChanges, WorkloadError, workloadNames } from './workload.js'
