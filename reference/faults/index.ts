import type { Fault } from '../fault.js'
import { acceptAnyRefused } from './accept-any-refused.js'
import { acceptRequired } from './accept-required.js'
import { allowMissing } from './allow-missing.js'
import { anyMethodOpensAStream } from './any-method-opens-a-stream.js'
import { bearerCaseSensitive } from './bearer-case-sensitive.js'
import { blankLineLate } from './blank-line-late.js'
import { blankLinesDropped } from './blank-lines-dropped.js'
import { bomAtStart } from './bom-at-start.js'
import { bomBeforeEachEvent } from './bom-before-each-event.js'
import { browserFaults } from './browser/index.js'
import { bytesAfterTheLastChunk } from './bytes-after-the-last-chunk.js'
import { cacheable } from './cacheable.js'
import { capitalisedFields } from './capitalised-fields.js'
import { caughtUpResumeReplays } from './caught-up-resume-replays.js'
import { caughtUpResumeWithholdsHead } from './caught-up-resume-withholds-head.js'
import { channelCrossTalk } from './channel-cross-talk.js'
import { channelReflectedInHead } from './channel-reflected-in-head.js'
import { charsetLatin1 } from './charset-latin1.js'
import { charsetUtf8 } from './charset-utf8.js'
import { chunkSizeCountsCharacters } from './chunk-size-counts-characters.js'
import { chunkedToHttp10 } from './chunked-to-http-1.0.js'
import { chunksDecodedAlone } from './chunks-decoded-alone.js'
import { closeDelimited } from './close-delimited.js'
import { completionHeadWithheld } from './completion-head-withheld.js'
import { completionInOneBurst } from './completion-in-one-burst.js'
import { completionWithoutAnEvent } from './completion-without-an-event.js'
import { connectionFieldOnHttp2 } from './connection-field-on-http2.js'
import { contentLengthBesideChunked } from './content-length-beside-chunked.js'
import { contentLengthOnOpenStream } from './content-length-on-open-stream.js'
import { contentTypeTwice } from './content-type-twice.js'
import { controlCharactersDropEvents } from './control-characters-drop-events.js'
import { controlCharactersStripped } from './control-characters-stripped.js'
import { corsOnPreflightOnly } from './cors-on-preflight-only.js'
import { corsStarWithCredentials } from './cors-star-with-credentials.js'
import { crForgesFields } from './cr-forges-fields.js'
import { crlfSplitTwice } from './crlf-split-twice.js'
import { cursorOnlyAdvances } from './cursor-only-advances.js'
import { cutEventCountedAsSent } from './cut-event-counted-as-sent.js'
import { dataWithoutSpace } from './data-without-space.js'
import { droppedReaderLosesEvents } from './dropped-reader-loses-events.js'
import { emptyIdLines } from './empty-id-lines.js'
import { emptyLastEventId500 } from './empty-last-event-id-500.js'
import { emptyPayloadEndsStreams } from './empty-payload-ends-streams.js'
import { emptyPayloadWithoutData } from './empty-payload-without-data.js'
import { errorPageInStream } from './error-page-in-stream.js'
import { errorsWithoutCors } from './errors-without-cors.js'
import { eventCutAt1Mib } from './event-cut-at-1-mib.js'
import { eventCutAt8Mib } from './event-cut-at-8-mib.js'
import { eventCutAt64Kib } from './event-cut-at-64-kib.js'
import { eventNameEndsStreams } from './event-name-ends-streams.js'
import { eventNameInjects } from './event-name-injects.js'
import { eventNameLowerCased } from './event-name-lower-cased.js'
import { eventsDuringReplayLost } from './events-during-replay-lost.js'
import { eventsDuringReplayTwice } from './events-during-replay-twice.js'
import { eventsLate } from './events-late.js'
import { finalChunkMissing } from './final-chunk-missing.js'
import { firstHeartbeatLate } from './first-heartbeat-late.js'
import { gapLost } from './gap-lost.js'
import { gzipForced } from './gzip-forced.js'
import { gzipWithoutFlush } from './gzip-without-flush.js'
import { headMethodHangs } from './head-method-hangs.js'
import { headMethodStreams } from './head-method-streams.js'
import { headWithheld } from './head-withheld.js'
import { heartbeatAsEvent } from './heartbeat-as-event.js'
import { heartbeatInsideAnEvent } from './heartbeat-inside-an-event.js'
import { heartbeatLate } from './heartbeat-late.js'
import { heartbeatPutOffByEvents } from './heartbeat-put-off-by-events.js'
import { heartbeatsDoubled } from './heartbeats-doubled.js'
import { heartbeatsQueueUp } from './heartbeats-queue-up.js'
import { historyWithoutIds } from './history-without-ids.js'
import { http2EarlyEnd } from './http2-early-end.js'
import { idDecodedAsLatin1 } from './id-decoded-as-latin-1.js'
import { idInItsOwnBlock } from './id-in-its-own-block.js'
import { idInjects } from './id-injects.js'
import { idWithEdgeSpace } from './id-with-edge-space.js'
import { idWithNul } from './id-with-nul.js'
import { idsBeyondAscii } from './ids-beyond-ascii.js'
import { idsFromTheClock } from './ids-from-the-clock.js'
import { idsOnlySometimes } from './ids-only-sometimes.js'
import { idsOver128Bytes } from './ids-over-128-bytes.js'
import { idsWithNul } from './ids-with-nul.js'
import { idsWithUnsafeBytes } from './ids-with-unsafe-bytes.js'
import { jsonErrorInStream } from './json-error-in-stream.js'
import { jsonTextsInOneEvent } from './json-texts-in-one-event.js'
import { largeEventEndsStream } from './large-event-ends-stream.js'
import { lastEventIdCaseSensitive } from './last-event-id-case-sensitive.js'
import { lastEventIdIgnored } from './last-event-id-ignored.js'
import { latin1WhenItFits } from './latin-1-when-it-fits.js'
import { oneEventInAHundredLateBy300Ms } from './load/one-event-in-a-hundred-late-by-300-ms.js'
import { oneEventInTenThousandLost } from './load/one-event-in-ten-thousand-lost.js'
import { oneEventInTenThousandRepeated } from './load/one-event-in-ten-thousand-repeated.js'
import { onePairInTenThousandSwapped } from './load/one-pair-in-ten-thousand-swapped.js'
import { loneCrUnsplit } from './lone-cr-unsplit.js'
import { matrixFaults } from './matrix/index.js'
import { mediaTypePlain } from './media-type-plain.js'
import { mixedLineEnds } from './mixed-line-ends.js'
import { mute } from './mute.js'
import { newEventsBeforeReplay } from './new-events-before-replay.js'
import { newlineUnprefixed } from './newline-unprefixed.js'
import { noHeartbeats } from './no-heartbeats.js'
import { oneEventInFiveLost } from './one-event-in-five-lost.js'
import { optionsOpensAStream } from './options-opens-a-stream.js'
import { payloadEndsAtNul } from './payload-ends-at-nul.js'
import { payloadEndsStreams } from './payload-ends-streams.js'
import { payloadForgesFields } from './payload-forges-fields.js'
import { pingWithoutColon } from './ping-without-colon.js'
import { pingWithoutData } from './ping-without-data.js'
import { preflightOmitsCacheControl } from './preflight-omits-cache-control.js'
import { preflightOmitsLastEventId } from './preflight-omits-last-event-id.js'
import { preflightRefused } from './preflight-refused.js'
import { publishedIdWithEdgeSpace } from './published-id-with-edge-space.js'
import { queryReflectedInComment } from './query-reflected-in-comment.js'
import { readersQueueWithoutBound } from './readers-queue-without-bound.js'
import { redirectCarriesToken } from './redirect-carries-token.js'
import { replacementCharacters } from './replacement-characters.js'
import { restartForgets } from './restart-forgets.js'
import { resumeReordered } from './resume-reordered.js'
import { resumeRepeatsOne } from './resume-repeats-one.js'
import { resumeSkipsOne } from './resume-skips-one.js'
import { retryWithUnit } from './retry-with-unit.js'
import { retryZero } from './retry-zero.js'
import { shutdownInsideAnEvent } from './shutdown-inside-an-event.js'
import { slowReaderBlocksOthers } from './slow-reader-blocks-others.js'
import { slowReaderSkipsEvents } from './slow-reader-skips-events.js'
import { spaceBeforeColon } from './space-before-colon.js'
import { stackTraceInError } from './stack-trace-in-error.js'
import { status206 } from './status-206.js'
import { streamEndsAfterAnEvent } from './stream-ends-after-an-event.js'
import { streamEndsByItself } from './stream-ends-by-itself.js'
import { streamEndsInsideAnEvent } from './stream-ends-inside-an-event.js'
import { streamEndsWithoutLastChunk } from './stream-ends-without-last-chunk.js'
import { streamsNeverFreed } from './streams-never-freed.js'
import { streamsShareEvents } from './streams-share-events.js'
import { tabsExpanded } from './tabs-expanded.js'
import { tokenNotChecked } from './token-not-checked.js'
import { trailingNewlineDropped } from './trailing-newline-dropped.js'
import { trailingSpaceTrimmed } from './trailing-space-trimmed.js'
import { transferCodingGzip } from './transfer-coding-gzip.js'
import { transformable } from './transformable.js'
import { twoLastEventIdsCrash } from './two-last-event-ids-crash.js'
import { twoWriters } from './two-writers.js'
import { unicodeLineSeparators } from './unicode-line-separators.js'
import { unknownLastEventId500 } from './unknown-last-event-id-500.js'
import { unknownLastEventIdHangs } from './unknown-last-event-id-hangs.js'
import { unknownMethodGets200 } from './unknown-method-gets-200.js'
import { unknownToken403 } from './unknown-token-403.js'
import { varyOriginMissing } from './vary-origin-missing.js'
import { vtAndFfAsLineEnds } from './vt-and-ff-as-line-ends.js'
import { writesBuffered } from './writes-buffered.js'
import { wwwAuthenticateMissing } from './www-authenticate-missing.js'

/** Every defect that the reference can be started with: those of any event stream, then those of a Matrix server. */
export const faults: readonly Fault[] = [
  status206,
  mediaTypePlain,
  contentTypeTwice,
  charsetLatin1,
  charsetUtf8,
  contentLengthBesideChunked,
  contentLengthOnOpenStream,
  chunkedToHttp10,
  closeDelimited,
  cacheable,
  transformable,
  headWithheld,
  completionHeadWithheld,
  writesBuffered,
  completionInOneBurst,
  gzipWithoutFlush,
  gzipForced,
  anyMethodOpensAStream,
  allowMissing,
  unknownMethodGets200,
  headMethodStreams,
  headMethodHangs,
  optionsOpensAStream,
  preflightOmitsLastEventId,
  errorsWithoutCors,
  preflightOmitsCacheControl,
  preflightRefused,
  corsOnPreflightOnly,
  varyOriginMissing,
  spaceBeforeColon,
  chunkSizeCountsCharacters,
  connectionFieldOnHttp2,
  http2EarlyEnd,
  transferCodingGzip,
  bytesAfterTheLastChunk,
  corsStarWithCredentials,
  acceptRequired,
  acceptAnyRefused,
  finalChunkMissing,
  latin1WhenItFits,
  bomAtStart,
  bomBeforeEachEvent,
  mixedLineEnds,
  blankLineLate,
  newlineUnprefixed,
  crlfSplitTwice,
  loneCrUnsplit,
  blankLinesDropped,
  trailingNewlineDropped,
  dataWithoutSpace,
  trailingSpaceTrimmed,
  tabsExpanded,
  capitalisedFields,
  idWithNul,
  retryWithUnit,
  pingWithoutColon,
  eventNameInjects,
  eventNameEndsStreams,
  pingWithoutData,
  eventCutAt64Kib,
  eventCutAt1Mib,
  eventCutAt8Mib,
  heartbeatInsideAnEvent,
  unicodeLineSeparators,
  vtAndFfAsLineEnds,
  controlCharactersStripped,
  emptyPayloadWithoutData,
  emptyPayloadEndsStreams,
  eventNameLowerCased,
  replacementCharacters,
  idsOnlySometimes,
  emptyIdLines,
  idWithEdgeSpace,
  idsOver128Bytes,
  idsWithUnsafeBytes,
  idsFromTheClock,
  idDecodedAsLatin1,
  idInItsOwnBlock,
  lastEventIdIgnored,
  resumeSkipsOne,
  gapLost,
  resumeRepeatsOne,
  resumeReordered,
  cutEventCountedAsSent,
  emptyLastEventId500,
  unknownLastEventId500,
  unknownLastEventIdHangs,
  restartForgets,
  streamsShareEvents,
  cursorOnlyAdvances,
  caughtUpResumeWithholdsHead,
  caughtUpResumeReplays,
  lastEventIdCaseSensitive,
  twoLastEventIdsCrash,
  droppedReaderLosesEvents,
  heartbeatLate,
  noHeartbeats,
  heartbeatPutOffByEvents,
  firstHeartbeatLate,
  heartbeatAsEvent,
  heartbeatsQueueUp,
  heartbeatsDoubled,
  streamsNeverFreed,
  shutdownInsideAnEvent,
  retryZero,
  errorPageInStream,
  jsonErrorInStream,
  completionWithoutAnEvent,
  jsonTextsInOneEvent,
  streamEndsByItself,
  streamEndsInsideAnEvent,
  streamEndsWithoutLastChunk,
  tokenNotChecked,
  unknownToken403,
  channelCrossTalk,
  payloadForgesFields,
  crForgesFields,
  channelReflectedInHead,
  queryReflectedInComment,
  slowReaderBlocksOthers,
  readersQueueWithoutBound,
  stackTraceInError,
  wwwAuthenticateMissing,
  redirectCarriesToken,
  bearerCaseSensitive,
  oneEventInTenThousandLost,
  oneEventInTenThousandRepeated,
  onePairInTenThousandSwapped,
  oneEventInAHundredLateBy300Ms,
  idsWithNul,
  idInjects,
  publishedIdWithEdgeSpace,
  largeEventEndsStream,
  payloadEndsAtNul,
  chunksDecodedAlone,
  payloadEndsStreams,
  controlCharactersDropEvents,
  twoWriters,
  slowReaderSkipsEvents,
  oneEventInFiveLost,
  mute,
  eventsLate,
  streamEndsAfterAnEvent,
  idsBeyondAscii,
  historyWithoutIds,
  eventsDuringReplayLost,
  eventsDuringReplayTwice,
  newEventsBeforeReplay,
  ...browserFaults,
  ...matrixFaults,
]
