import type { Scenario } from '../scenario.js'
import { accept } from './accept.js'
import { busy } from './busy.js'
import { concurrentStreams } from './concurrent-streams.js'
import { cutInsideEvent } from './cut-inside-event.js'
import { delivery } from './delivery.js'
import { disconnects } from './disconnects.js'
import { emptyPayload } from './empty-payload.js'
import { eventNameInjection } from './event-name-injection.js'
import { eventNames } from './event-names.js'
import { failure } from './failure.js'
import { finiteStream } from './finite-stream.js'
import { gzip } from './gzip.js'
import { headMethod } from './head-method.js'
import { heartbeatMeetsEvent } from './heartbeat-meets-event.js'
import { http10 } from './http-1-0.js'
import { http2 } from './http2.js'
import { idle } from './idle.js'
import { ids } from './ids.js'
import { largeEvents } from './large-events.js'
import { lastEventIdSpellings } from './last-event-id-spellings.js'
import { successiveSyncs } from './matrix/successive-syncs.js'
import { methods } from './methods.js'
import { oddLastEventIds } from './odd-last-event-ids.js'
import { optionsMethod } from './options-method.js'
import { origins } from './origins.js'
import { parameters } from './parameters.js'
import { payloadsScenario } from './payloads.js'
import { restart } from './restart.js'
import { resumeAfterCut } from './resume-after-cut.js'
import { resumeCaughtUp } from './resume-caught-up.js'
import { resumeOlder } from './resume-older.js'
import { shutdown } from './shutdown.js'
import { slowHead } from './slow-head.js'
import { stalledReader } from './stalled-reader.js'
import { tenMinutes } from './ten-minutes.js'
import { twoChannels } from './two-channels.js'
import { twoLastEventIds } from './two-last-event-ids.js'
import { unauthenticated } from './unauthenticated.js'

/** Every scenario, in the order in which those that follow each other are recorded. */
export const scenarios: readonly Scenario[] = [
  accept,
  busy,
  concurrentStreams,
  cutInsideEvent,
  delivery,
  disconnects,
  emptyPayload,
  eventNameInjection,
  eventNames,
  failure,
  finiteStream,
  gzip,
  headMethod,
  heartbeatMeetsEvent,
  http10,
  http2,
  idle,
  ids,
  largeEvents,
  lastEventIdSpellings,
  methods,
  oddLastEventIds,
  optionsMethod,
  origins,
  parameters,
  payloadsScenario,
  restart,
  resumeAfterCut,
  resumeCaughtUp,
  resumeOlder,
  shutdown,
  slowHead,
  stalledReader,
  successiveSyncs,
  tenMinutes,
  twoChannels,
  twoLastEventIds,
  unauthenticated,
]
