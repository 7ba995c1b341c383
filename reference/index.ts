/** The reference: a server of event streams that conforms, and named defects that it can be started with. */

export { type Apart, serveParent, startApart, startReferenceApart } from './apart.js'
export { type AuthenticationProblem, bearerToken, challenge } from './authenticate.js'
export { abandon, answerJson, type Exchange, fieldValues } from './exchange.js'
export { faults } from './faults/index.js'
export type { Field } from './head.js'
export type { MetricRow } from './metrics.js'
export type { ReferenceOptions, ServerOptions, SyncServerOptions } from './options.js'
export { atLeast } from './options.js'
export { capacityOf } from './processes/capacity.js'
export { type Reference, startReference, startSyncServer } from './server.js'
export type { Backend } from './sync/backend.js'
export type { Refusal, SyncBatch, SyncChain, SyncReader, SyncRequest, SyncSource } from './sync/source.js'
