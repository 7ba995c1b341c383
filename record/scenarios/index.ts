import type { Scenario } from '../scenario.js'
import { accept } from './accept.js'
import { browserClose } from './browser/close.js'
import { browserCredentials } from './browser/credentials.js'
import { browserCrossOrigin } from './browser/cross-origin.js'
import { browserCut } from './browser/cut.js'
import { browserChromium, browserFirefox, browserWebkit } from './browser/engines.js'
import { browserFetch } from './browser/fetch.js'
import { browserHeartbeats } from './browser/heartbeats.js'
import { browserHidden } from './browser/hidden.js'
import { browserLongStream } from './browser/long-stream.js'
import { browserNamedEvents } from './browser/named-events.js'
import { browserOpen } from './browser/open.js'
import { browserPlayed } from './browser/played.js'
import { browserPolyfills } from './browser/polyfills.js'
import { browserReconnect } from './browser/reconnect.js'
import { browserRedirect } from './browser/redirect.js'
import { browserRefusal } from './browser/refusal.js'
import { browserSevenOverHttp2, browserSevenSources } from './browser/seven-sources.js'
import { browserVectors } from './browser/vectors.js'
import { browserWorkers } from './browser/workers.js'
import { busy } from './busy.js'
import { concurrentStreams } from './concurrent-streams.js'
import { cutInsideEvent } from './cut-inside-event.js'
import { delivery } from './delivery.js'
import { disconnects } from './disconnects.js'
import { emptyPayload } from './empty-payload.js'
import { eventNameInjection } from './event-name-injection.js'
import { eventNames } from './event-names.js'
import { failure } from './failure.js'
import { fifteenSeconds } from './fifteen-seconds.js'
import { finiteStream } from './finite-stream.js'
import { gzip } from './gzip.js'
import { hazardousIds } from './hazardous-ids.js'
import { hazardousPayloads } from './hazardous-payloads.js'
import { headMethod } from './head-method.js'
import { heartbeatMeetsEvent } from './heartbeat-meets-event.js'
import { http10 } from './http-1-0.js'
import { http2 } from './http2.js'
import { idle, idleHttp2 } from './idle.js'
import { ids } from './ids.js'
import { largeEvents } from './large-events.js'
import { lastEventIdSpellings } from './last-event-id-spellings.js'
import { anotherUsersToken } from './matrix/another-users-token.js'
import { badParameters } from './matrix/bad-parameters.js'
import { besidePolling } from './matrix/beside-polling.js'
import { caughtUp } from './matrix/caught-up.js'
import { customInterval } from './matrix/custom-interval.js'
import { defaultInterval } from './matrix/default-interval.js'
import { deviceKeysScenario } from './matrix/device-keys.js'
import { filteredOut } from './matrix/filtered-out.js'
import { filteredSyncs } from './matrix/filtered-syncs.js'
import { floodWhileAway } from './matrix/flood-while-away.js'
import { fractionalInterval } from './matrix/fractional-interval.js'
import { fullState } from './matrix/full-state.js'
import { guestScenario } from './matrix/guest.js'
import { hiddenEvents } from './matrix/hidden-events.js'
import { hostileNames } from './matrix/hostile-names.js'
import { hostileParameters } from './matrix/hostile-parameters.js'
import { initialSync } from './matrix/initial-sync.js'
import { isolation } from './matrix/isolation.js'
import { largeSyncs } from './matrix/large-syncs.js'
import { lazyMembers } from './matrix/lazy-members.js'
import { liveSections } from './matrix/live-sections.js'
import { longTimelines } from './matrix/long-timelines.js'
import { manySends } from './matrix/many-sends.js'
import { memberships } from './matrix/memberships.js'
import { newlyJoined } from './matrix/newly-joined.js'
import { oddIntervals } from './matrix/odd-intervals.js'
import { ownEcho } from './matrix/own-echo.js'
import { presenceAfterDisconnect } from './matrix/presence-after-disconnect.js'
import { presenceWhileOpen } from './matrix/presence-while-open.js'
import { queryToken } from './matrix/query-token.js'
import { randomCuts } from './matrix/random-cuts.js'
import { revoked } from './matrix/revoked.js'
import { severalRooms } from './matrix/several-rooms.js'
import { sinceBesideHeader } from './matrix/since-beside-header.js'
import { slowInitialSync } from './matrix/slow-initial-sync.js'
import { slowReader } from './matrix/slow-reader.js'
import { stateAfter } from './matrix/state-after.js'
import { storm } from './matrix/storm.js'
import { successiveSyncs } from './matrix/successive-syncs.js'
import { toDeviceAcknowledgedBySync } from './matrix/to-device-acknowledged-by-sync.js'
import { toDeviceOnTwoStreams } from './matrix/to-device-on-two-streams.js'
import { toDeviceOrder } from './matrix/to-device-order.js'
import { toDeviceQueue } from './matrix/to-device-queue.js'
import { toDeviceUnreceived } from './matrix/to-device-unreceived.js'
import { tokensCrossOver } from './matrix/tokens-cross-over.js'
import { twelveEvents } from './matrix/twelve-events.js'
import { twoIntervals } from './matrix/two-intervals.js'
import { unknownTokens } from './matrix/unknown-tokens.js'
import { withoutAToken } from './matrix/without-a-token.js'
import { wokenAlone } from './matrix/woken-alone.js'
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
import { resumeUnderTraffic } from './resume-under-traffic.js'
import { shutdown } from './shutdown.js'
import { slowHead } from './slow-head.js'
import { stalledReader } from './stalled-reader.js'
import { stalledReaders } from './stalled-readers.js'
import { twoAtOnce } from './two-at-once.js'
import { twoChannels } from './two-channels.js'
import { twoLastEventIds } from './two-last-event-ids.js'
import { unauthenticated } from './unauthenticated.js'
import { watches } from './watch.js'

/** Every scenario, in recording order where order matters. */
export const scenarios: readonly Scenario[] = [
  accept,
  anotherUsersToken,
  busy,
  caughtUp,
  concurrentStreams,
  customInterval,
  cutInsideEvent,
  defaultInterval,
  delivery,
  disconnects,
  emptyPayload,
  eventNameInjection,
  eventNames,
  failure,
  fifteenSeconds,
  finiteStream,
  guestScenario,
  gzip,
  hazardousIds,
  hazardousPayloads,
  headMethod,
  heartbeatMeetsEvent,
  hiddenEvents,
  hostileNames,
  hostileParameters,
  http10,
  http2,
  idle,
  idleHttp2,
  ids,
  initialSync,
  isolation,
  largeEvents,
  lastEventIdSpellings,
  methods,
  oddIntervals,
  oddLastEventIds,
  optionsMethod,
  origins,
  parameters,
  payloadsScenario,
  presenceAfterDisconnect,
  queryToken,
  restart,
  resumeAfterCut,
  resumeCaughtUp,
  resumeOlder,
  resumeUnderTraffic,
  revoked,
  shutdown,
  sinceBesideHeader,
  slowHead,
  slowInitialSync,
  slowReader,
  stalledReader,
  stalledReaders,
  storm,
  badParameters,
  besidePolling,
  deviceKeysScenario,
  filteredSyncs,
  floodWhileAway,
  fractionalInterval,
  fullState,
  filteredOut,
  ...largeSyncs,
  lazyMembers,
  liveSections,
  longTimelines,
  manySends,
  memberships,
  newlyJoined,
  ownEcho,
  presenceWhileOpen,
  ...randomCuts,
  severalRooms,
  stateAfter,
  toDeviceOrder,
  tokensCrossOver,
  successiveSyncs,
  toDeviceAcknowledgedBySync,
  toDeviceOnTwoStreams,
  toDeviceQueue,
  toDeviceUnreceived,
  twelveEvents,
  twoAtOnce,
  twoChannels,
  twoIntervals,
  twoLastEventIds,
  unauthenticated,
  ...watches,
  unknownTokens,
  withoutAToken,
  wokenAlone,
  browserClose,
  browserCredentials,
  browserCrossOrigin,
  browserCut,
  browserChromium,
  browserFirefox,
  browserWebkit,
  browserFetch,
  browserHeartbeats,
  browserHidden,
  browserLongStream,
  browserNamedEvents,
  browserOpen,
  browserPlayed,
  browserPolyfills,
  browserReconnect,
  browserRedirect,
  browserRefusal,
  browserSevenOverHttp2,
  browserSevenSources,
  browserVectors,
  browserWorkers,
]
