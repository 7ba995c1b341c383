import { accountDataContentAsText } from './matrix/account-data-content-as-text.js'
import { accountDataFilterIgnored } from './matrix/account-data-filter-ignored.js'
import { accountDataLeftOut } from './matrix/account-data-left-out.js'
import { accountDataStale } from './matrix/account-data-stale.js'
import { accountDataWaitsForTimeline } from './matrix/account-data-waits-for-timeline.js'
import { anonymousStreamIsSilent } from './matrix/anonymous-stream-is-silent.js'
import { bansLeftOut } from './matrix/bans-left-out.js'
import { bodyCrlfAsTwoLines } from './matrix/body-crlf-as-two-lines.js'
import { bodyForgesFields } from './matrix/body-forges-fields.js'
import { bodyForgesFieldsByCr } from './matrix/body-forges-fields-by-cr.js'
import { bodyOnOneLine } from './matrix/body-on-one-line.js'
import { bodyTabsExpanded } from './matrix/body-tabs-expanded.js'
import { bodyTrimmedAtEnd } from './matrix/body-trimmed-at-end.js'
import { bodyTrimmedAtStart } from './matrix/body-trimmed-at-start.js'
import { bodyUnicodeLineEnds } from './matrix/body-unicode-line-ends.js'
import { bodyVtAndFfAsLineEnds } from './matrix/body-vt-and-ff-as-line-ends.js'
import { bodyWithoutBlankLines } from './matrix/body-without-blank-lines.js'
import { bodyWithoutControls } from './matrix/body-without-controls.js'
import { bodyWithoutCr } from './matrix/body-without-cr.js'
import { bodyWithoutLastLineFeed } from './matrix/body-without-last-line-feed.js'
import { bomBeforeAnEvent } from './matrix/bom-before-an-event.js'
import { caughtUpResumeRepeatsResponse } from './matrix/caught-up-resume-repeats-response.js'
import { cursorOfTheDevice } from './matrix/cursor-of-the-device.js'
import { cutResponseCountedAsSent } from './matrix/cut-response-counted-as-sent.js'
import { deniedKnocksLinger } from './matrix/denied-knocks-linger.js'
import { deviceListsAsObjects } from './matrix/device-lists-as-objects.js'
import { deviceListsChangedLeftOut } from './matrix/device-lists-changed-left-out.js'
import { deviceListsInInitialSync } from './matrix/device-lists-in-initial-sync.js'
import { deviceListsLeftLeftOut } from './matrix/device-lists-left-left-out.js'
import { emptySectionsAsNull } from './matrix/empty-sections-as-null.js'
import { emptyStateKeysOmitted } from './matrix/empty-state-keys-omitted.js'
import { ephemeralFilterIgnored } from './matrix/ephemeral-filter-ignored.js'
import { errorEventWithAnId } from './matrix/error-event-with-an-id.js'
import { eventsDuringAWriteLost } from './matrix/events-during-a-write-lost.js'
import { eventsGatheredForAWhile } from './matrix/events-gathered-for-a-while.js'
import { eventsLostAroundCuts } from './matrix/events-lost-around-cuts.js'
import { eventsNamedBatch } from './matrix/events-named-batch.js'
import { eventsRepeatedAroundCuts } from './matrix/events-repeated-around-cuts.js'
import { fallbackKeyTypesOnlyWhenChanged } from './matrix/fallback-key-types-only-when-changed.js'
import { fallbackKeysOfTheFirstEvent } from './matrix/fallback-keys-of-the-first-event.js'
import { filterIdNotRead } from './matrix/filter-id-not-read.js'
import { fullStateIgnored } from './matrix/full-state-ignored.js'
import { fullStateInEveryEvent } from './matrix/full-state-in-every-event.js'
import { fullStateWaitsForNews } from './matrix/full-state-waits-for-news.js'
import { gapsNotFlagged } from './matrix/gaps-not-flagged.js'
import { gapsWithoutPrevBatch } from './matrix/gaps-without-prev-batch.js'
import { hiddenEventsWakeTheStream } from './matrix/hidden-events-wake-the-stream.js'
import { idIsACounter } from './matrix/id-is-a-counter.js'
import { idOnlyWhenRoomsChange } from './matrix/id-only-when-rooms-change.js'
import { includeLeaveIgnored } from './matrix/include-leave-ignored.js'
import { invitedLeftOut } from './matrix/invited-left-out.js'
import { invitesAfterKnocksLeftOut } from './matrix/invites-after-knocks-left-out.js'
import { keyCountsAsText } from './matrix/key-counts-as-text.js'
import { keyCountsOfTheFirstEvent } from './matrix/key-counts-of-the-first-event.js'
import { kicksLeftOut } from './matrix/kicks-left-out.js'
import { knockedLeftOut } from './matrix/knocked-left-out.js'
import { lastEventIdCut } from './matrix/last-event-id-cut.js'
import { lazyMembersOnlyFirst } from './matrix/lazy-members-only-first.js'
import { leftLeftOut } from './matrix/left-left-out.js'
import { leftRoomsLinger } from './matrix/left-rooms-linger.js'
import { liveEventsBeforeMissedOnes } from './matrix/live-events-before-missed-ones.js'
import { newlyJoinedRoomDeltaOnly } from './matrix/newly-joined-room-delta-only.js'
import { nextBatchLeftOut } from './matrix/next-batch-left-out.js'
import { notRoomsIgnored } from './matrix/not-rooms-ignored.js'
import { notSendersIgnored } from './matrix/not-senders-ignored.js'
import { notificationCountsAsText } from './matrix/notification-counts-as-text.js'
import { offlineTakenForOnline } from './matrix/offline-taken-for-online.js'
import { oneEventInAThousandLost } from './matrix/one-event-in-a-thousand-lost.js'
import { onlyOwnIdsTaken } from './matrix/only-own-ids-taken.js'
import { openingResetsTheId } from './matrix/opening-resets-the-id.js'
import { originReflectedWithoutVary } from './matrix/origin-reflected-without-vary.js'
import { pollTimeOutsOnTheStream } from './matrix/poll-time-outs-on-the-stream.js'
import { pollsItself } from './matrix/polls-itself.js'
import { presenceByUser } from './matrix/presence-by-user.js'
import { presenceFilterIgnored } from './matrix/presence-filter-ignored.js'
import { presenceLeftAlone } from './matrix/presence-left-alone.js'
import { presenceLeftOut } from './matrix/presence-left-out.js'
import { presenceSetOnce } from './matrix/presence-set-once.js'
import { prevBatchFromBeforeTheGap } from './matrix/prev-batch-from-before-the-gap.js'
import { queryReflectedInHead } from './matrix/query-reflected-in-head.js'
import { receiptsLeftOut } from './matrix/receipts-left-out.js'
import { receiptsWaitForTimeline } from './matrix/receipts-wait-for-timeline.js'
import { redactionsLeftOut } from './matrix/redactions-left-out.js'
import { refusedToken500 } from './matrix/refused-token-500.js'
import { refusedTokenHangs } from './matrix/refused-token-hangs.js'
import { rejectedInvitesLinger } from './matrix/rejected-invites-linger.js'
import { responsesCutAt1Mib } from './matrix/responses-cut-at-1-mib.js'
import { responsesCutAt8Mib } from './matrix/responses-cut-at-8-mib.js'
import { responsesCutAt32Mib } from './matrix/responses-cut-at-32-mib.js'
import { restartForgetsTokens } from './matrix/restart-forgets-tokens.js'
import { resumeBeginsNow } from './matrix/resume-begins-now.js'
import { resumeDropsFirstEvent } from './matrix/resume-drops-first-event.js'
import { resumeNewestFirst } from './matrix/resume-newest-first.js'
import { resumeOneTokenBack } from './matrix/resume-one-token-back.js'
import { resumeRepeatsLastEvent } from './matrix/resume-repeats-last-event.js'
import { resumedStreamWithholdsHead } from './matrix/resumed-stream-withholds-head.js'
import { roomAccountDataLeftOut } from './matrix/room-account-data-left-out.js'
import { roomAccountDataWaitsForTimeline } from './matrix/room-account-data-waits-for-timeline.js'
import { roomsJoinedLaterLeftOut } from './matrix/rooms-joined-later-left-out.js'
import { setPresenceIgnored } from './matrix/set-presence-ignored.js'
import { slowReaderBlocksItsDevice } from './matrix/slow-reader-blocks-its-device.js'
import { stateAfterIsTheStateBefore } from './matrix/state-after-is-the-state-before.js'
import { stateAfterUnasked } from './matrix/state-after-unasked.js'
import { stateBesideStateAfter } from './matrix/state-beside-state-after.js'
import { stateFilterIgnored } from './matrix/state-filter-ignored.js'
import { streamTokensOfItsOwn } from './matrix/stream-tokens-of-its-own.js'
import { streamsOfADeviceShareEvents } from './matrix/streams-of-a-device-share-events.js'
import { strippedStateOnlyMember } from './matrix/stripped-state-only-member.js'
import { strippedStateWithoutSender } from './matrix/stripped-state-without-sender.js'
import { summaryLeftOut } from './matrix/summary-left-out.js'
import { timelineEventsWithoutTimestamp } from './matrix/timeline-events-without-timestamp.js'
import { timelineLimitIgnored } from './matrix/timeline-limit-ignored.js'
import { timelineOverlapsByOne } from './matrix/timeline-overlaps-by-one.js'
import { timelineShuffledWhenLong } from './matrix/timeline-shuffled-when-long.js'
import { timelineTypesIgnored } from './matrix/timeline-types-ignored.js'
import { toDeviceLeftOut } from './matrix/to-device-left-out.js'
import { toDeviceOnlyFirstOfQueue } from './matrix/to-device-only-first-of-queue.js'
import { toDeviceReordered } from './matrix/to-device-reordered.js'
import { toDeviceRepeated } from './matrix/to-device-repeated.js'
import { toDeviceWithoutSender } from './matrix/to-device-without-sender.js'
import { tokenWithEdgeSpace } from './matrix/token-with-edge-space.js'
import { tokenWithNul } from './matrix/token-with-nul.js'
import { tokensOver128Bytes } from './matrix/tokens-over-128-bytes.js'
import { tokensWithUnsafeBytes } from './matrix/tokens-with-unsafe-bytes.js'
import { topicsHtmlEscaped } from './matrix/topics-html-escaped.js'
import { transactionIdsLeftOut } from './matrix/transaction-ids-left-out.js'
import { transactionIdsOfOthers } from './matrix/transaction-ids-of-others.js'
import { twoResponsesInOneEvent } from './matrix/two-responses-in-one-event.js'
import { typingNeverEnds } from './matrix/typing-never-ends.js'
import { typingWaitsForTimeline } from './matrix/typing-waits-for-timeline.js'
import { typingWithoutContent } from './matrix/typing-without-content.js'
import { unknownFilterIdIsNoFilter } from './matrix/unknown-filter-id-is-no-filter.js'
import { unknownStateTypesLeftOut } from './matrix/unknown-state-types-left-out.js'
import { unreadLeftOut } from './matrix/unread-left-out.js'
import { unreadableFilterOpensASilentStream } from './matrix/unreadable-filter-opens-a-silent-stream.js'
import { useStateAfterIgnored } from './matrix/use-state-after-ignored.js'
import { usersByPrefix } from './matrix/users-by-prefix.js'
import { wrongFilterOpensASilentStream } from './matrix/wrong-filter-opens-a-silent-stream.js'
import { wrongFullStateTakenForFalse } from './matrix/wrong-full-state-taken-for-false.js'
import { wrongLimitTakenForNone } from './matrix/wrong-limit-taken-for-none.js'
import { wrongPresenceTakenForOnline } from './matrix/wrong-presence-taken-for-online.js'
import { wrongUseStateAfterTakenForFalse } from './matrix/wrong-use-state-after-taken-for-false.js'
/** Every fault. One more is a file here, and a line in each list below. */

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
import { cacheable } from './cacheable.js'
import { capitalisedFields } from './capitalised-fields.js'
import { caughtUpResumeReplays } from './caught-up-resume-replays.js'
import { caughtUpResumeWithholdsHead } from './caught-up-resume-withholds-head.js'
import { channelCrossTalk } from './channel-cross-talk.js'
import { channelReflectedInHead } from './channel-reflected-in-head.js'
import { charsetLatin1 } from './charset-latin1.js'
import { chunkSizeCountsCharacters } from './chunk-size-counts-characters.js'
import { chunkedToHttp10 } from './chunked-to-http-1.0.js'
import { closeDelimited } from './close-delimited.js'
import { connectionFieldOnHttp2 } from './connection-field-on-http2.js'
import { contentLengthBesideChunked } from './content-length-beside-chunked.js'
import { contentLengthOnOpenStream } from './content-length-on-open-stream.js'
import { contentTypeTwice } from './content-type-twice.js'
import { controlCharactersStripped } from './control-characters-stripped.js'
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
import { http2EarlyEnd } from './http2-early-end.js'
import { idDecodedAsLatin1 } from './id-decoded-as-latin-1.js'
import { idInItsOwnBlock } from './id-in-its-own-block.js'
import { idWithEdgeSpace } from './id-with-edge-space.js'
import { idWithNul } from './id-with-nul.js'
import { idsFromTheClock } from './ids-from-the-clock.js'
import { idsOnlySometimes } from './ids-only-sometimes.js'
import { idsOver128Bytes } from './ids-over-128-bytes.js'
import { idsWithUnsafeBytes } from './ids-with-unsafe-bytes.js'
import { lastEventIdCaseSensitive } from './last-event-id-case-sensitive.js'
import { lastEventIdIgnored } from './last-event-id-ignored.js'
import { latin1WhenItFits } from './latin-1-when-it-fits.js'
import { loneCrUnsplit } from './lone-cr-unsplit.js'
import { methodNotAllowedWithoutErrcode } from './matrix/405-without-errcode.js'
import { accountDataForEveryone } from './matrix/account-data-for-everyone.js'
import { authenticationCached } from './matrix/authentication-cached.js'
import { bearerNotRead } from './matrix/bearer-not-read.js'
import { corsAfterAuthentication } from './matrix/cors-after-authentication.js'
import { displayNameForgesFields } from './matrix/display-name-forges-fields.js'
import { emptyLastEventIdIsNow } from './matrix/empty-last-event-id-is-now.js'
import { endpointAbsent } from './matrix/endpoint-absent.js'
import { filterReflectedInHead } from './matrix/filter-reflected-in-head.js'
import { headWaitsForInitialSync } from './matrix/head-waits-for-initial-sync.js'
import { heartbeatDefault15S } from './matrix/heartbeat-default-15-s.js'
import { heartbeatIntervalInMilliseconds } from './matrix/heartbeat-interval-in-milliseconds.js'
import { heartbeatIntervalOfTheDevice } from './matrix/heartbeat-interval-of-the-device.js'
import { heartbeatIntervalOverflows } from './matrix/heartbeat-interval-overflows.js'
import { heartbeatIntervalTruncated } from './matrix/heartbeat-interval-truncated.js'
import { heartbeatIntervalZeroFloods } from './matrix/heartbeat-interval-zero-floods.js'
import { heartbeatPutOffByHiddenEvents } from './matrix/heartbeat-put-off-by-hidden-events.js'
import { heartbeatWithAWord } from './matrix/heartbeat-with-a-word.js'
import { heartbeatsAfterFirstEvent } from './matrix/heartbeats-after-first-event.js'
import { initialSyncWithoutAccountData } from './matrix/initial-sync-without-account-data.js'
import { intervalReflectedInHead } from './matrix/interval-reflected-in-head.js'
import { missingTokenIsForbidden } from './matrix/missing-token-is-forbidden.js'
import { nameForgesFields } from './matrix/name-forges-fields.js'
import { prefixIsThePath } from './matrix/prefix-is-the-path.js'
import { presenceForEveryone } from './matrix/presence-for-everyone.js'
import { presenceNeverDrops } from './matrix/presence-never-drops.js'
import { publicRoomsForEveryone } from './matrix/public-rooms-for-everyone.js'
import { reconnectsRateLimited } from './matrix/reconnects-rate-limited.js'
import { resumeRepeatsState } from './matrix/resume-repeats-state.js'
import { revokedInTheBackground } from './matrix/revoked-in-the-background.js'
import { silentInitialSync } from './matrix/silent-initial-sync.js'
import { sinceBeatsHeader } from './matrix/since-beats-header.js'
import { sinceHonoured } from './matrix/since-honoured.js'
import { stalledReaderLosesResponses } from './matrix/stalled-reader-loses-responses.js'
import { stateKeyForgesFields } from './matrix/state-key-forges-fields.js'
import { stormRefused503 } from './matrix/storm-refused-503.js'
import { streamOutlivesItsDevice } from './matrix/stream-outlives-its-device.js'
import { streamOutlivesLogout } from './matrix/stream-outlives-logout.js'
import { streamOutlivesLogoutOfAll } from './matrix/stream-outlives-logout-of-all.js'
import { streamOutlivesThePassword } from './matrix/stream-outlives-the-password.js'
import { streamWithoutCors } from './matrix/stream-without-cors.js'
import { timeoutHonoured } from './matrix/timeout-honoured.js'
import { toDeviceForEveryone } from './matrix/to-device-for-everyone.js'
import { toDeviceNeverAcknowledged } from './matrix/to-device-never-acknowledged.js'
import { toDeviceOnlyWhileOpen } from './matrix/to-device-only-while-open.js'
import { toDeviceQueueOfTheStream } from './matrix/to-device-queue-of-the-stream.js'
import { toDeviceReceivedWhenSent } from './matrix/to-device-received-when-sent.js'
import { toDeviceSentTwiceAtMost } from './matrix/to-device-sent-twice-at-most.js'
import { toDeviceToOneStream } from './matrix/to-device-to-one-stream.js'
import { tokenNamesItsUser } from './matrix/token-names-its-user.js'
import { topicForgesFields } from './matrix/topic-forges-fields.js'
import { unauthenticated404 } from './matrix/unauthenticated-404.js'
import { unknownTokenIsMissing } from './matrix/unknown-token-is-missing.js'
import { unknownTokenWaits } from './matrix/unknown-token-waits.js'
import { mediaTypePlain } from './media-type-plain.js'
import { mixedLineEnds } from './mixed-line-ends.js'
import { newlineUnprefixed } from './newline-unprefixed.js'
import { optionsOpensAStream } from './options-opens-a-stream.js'
import { payloadForgesFields } from './payload-forges-fields.js'
import { pingWithoutColon } from './ping-without-colon.js'
import { pingWithoutData } from './ping-without-data.js'
import { preflightOmitsCacheControl } from './preflight-omits-cache-control.js'
import { preflightOmitsLastEventId } from './preflight-omits-last-event-id.js'
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
import { spaceBeforeColon } from './space-before-colon.js'
import { stackTraceInError } from './stack-trace-in-error.js'
import { status206 } from './status-206.js'
import { streamEndsByItself } from './stream-ends-by-itself.js'
import { streamEndsInsideAnEvent } from './stream-ends-inside-an-event.js'
import { streamEndsWithoutLastChunk } from './stream-ends-without-last-chunk.js'
import { streamsNeverFreed } from './streams-never-freed.js'
import { streamsShareEvents } from './streams-share-events.js'
import { tabsExpanded } from './tabs-expanded.js'
import { tokenNotChecked } from './token-not-checked.js'
import { trailingNewlineDropped } from './trailing-newline-dropped.js'
import { trailingSpaceTrimmed } from './trailing-space-trimmed.js'
import { transformable } from './transformable.js'
import { twoLastEventIdsCrash } from './two-last-event-ids-crash.js'
import { unicodeLineSeparators } from './unicode-line-separators.js'
import { unknownLastEventId500 } from './unknown-last-event-id-500.js'
import { unknownLastEventIdHangs } from './unknown-last-event-id-hangs.js'
import { unknownMethodGets200 } from './unknown-method-gets-200.js'
import { unknownToken403 } from './unknown-token-403.js'
import { varyOriginMissing } from './vary-origin-missing.js'
import { vtAndFfAsLineEnds } from './vt-and-ff-as-line-ends.js'
import { writesBuffered } from './writes-buffered.js'
import { wwwAuthenticateMissing } from './www-authenticate-missing.js'

export const faults: readonly Fault[] = [
  status206,
  mediaTypePlain,
  contentTypeTwice,
  charsetLatin1,
  contentLengthBesideChunked,
  contentLengthOnOpenStream,
  chunkedToHttp10,
  closeDelimited,
  cacheable,
  transformable,
  headWithheld,
  writesBuffered,
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
  varyOriginMissing,
  spaceBeforeColon,
  chunkSizeCountsCharacters,
  connectionFieldOnHttp2,
  http2EarlyEnd,
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
  heartbeatPutOffByEvents,
  firstHeartbeatLate,
  heartbeatAsEvent,
  heartbeatsQueueUp,
  heartbeatsDoubled,
  streamsNeverFreed,
  shutdownInsideAnEvent,
  retryZero,
  errorPageInStream,
  streamEndsByItself,
  streamEndsInsideAnEvent,
  streamEndsWithoutLastChunk,
  tokenNotChecked,
  unknownToken403,
  channelCrossTalk,
  payloadForgesFields,
  crForgesFields,
  channelReflectedInHead,
  slowReaderBlocksOthers,
  stackTraceInError,
  wwwAuthenticateMissing,
  redirectCarriesToken,
  bearerCaseSensitive,
  methodNotAllowedWithoutErrcode,
  accountDataForEveryone,
  authenticationCached,
  bearerNotRead,
  corsAfterAuthentication,
  displayNameForgesFields,
  emptyLastEventIdIsNow,
  endpointAbsent,
  filterReflectedInHead,
  heartbeatDefault15S,
  heartbeatIntervalInMilliseconds,
  heartbeatIntervalOfTheDevice,
  heartbeatIntervalOverflows,
  heartbeatIntervalTruncated,
  heartbeatIntervalZeroFloods,
  heartbeatPutOffByHiddenEvents,
  heartbeatWithAWord,
  heartbeatsAfterFirstEvent,
  initialSyncWithoutAccountData,
  intervalReflectedInHead,
  missingTokenIsForbidden,
  nameForgesFields,
  prefixIsThePath,
  presenceForEveryone,
  presenceNeverDrops,
  publicRoomsForEveryone,
  resumeRepeatsState,
  revokedInTheBackground,
  reconnectsRateLimited,
  silentInitialSync,
  sinceBeatsHeader,
  sinceHonoured,
  stalledReaderLosesResponses,
  stateKeyForgesFields,
  stormRefused503,
  streamOutlivesItsDevice,
  streamOutlivesLogoutOfAll,
  streamOutlivesLogout,
  streamOutlivesThePassword,
  streamWithoutCors,
  timeoutHonoured,
  toDeviceForEveryone,
  toDeviceNeverAcknowledged,
  toDeviceOnlyWhileOpen,
  toDeviceQueueOfTheStream,
  toDeviceReceivedWhenSent,
  toDeviceSentTwiceAtMost,
  toDeviceToOneStream,
  tokenNamesItsUser,
  topicForgesFields,
  unauthenticated404,
  unknownTokenIsMissing,
  unknownTokenWaits,
  emptySectionsAsNull,
  timelineEventsWithoutTimestamp,
  emptyStateKeysOmitted,
  strippedStateWithoutSender,
  typingWithoutContent,
  accountDataContentAsText,
  presenceByUser,
  toDeviceWithoutSender,
  deviceListsAsObjects,
  keyCountsAsText,
  notificationCountsAsText,
  roomsJoinedLaterLeftOut,
  redactionsLeftOut,
  unknownStateTypesLeftOut,
  accountDataLeftOut,
  roomAccountDataLeftOut,
  receiptsLeftOut,
  typingNeverEnds,
  presenceLeftOut,
  toDeviceLeftOut,
  invitedLeftOut,
  knockedLeftOut,
  leftLeftOut,
  summaryLeftOut,
  unreadLeftOut,
  deviceListsChangedLeftOut,
  strippedStateOnlyMember,
  topicsHtmlEscaped,
  timelineOverlapsByOne,
  deviceListsLeftLeftOut,
  timelineTypesIgnored,
  notSendersIgnored,
  timelineLimitIgnored,
  notRoomsIgnored,
  stateFilterIgnored,
  ephemeralFilterIgnored,
  accountDataFilterIgnored,
  presenceFilterIgnored,
  includeLeaveIgnored,
  filterIdNotRead,
  unreadableFilterOpensASilentStream,
  unknownFilterIdIsNoFilter,
  wrongFilterOpensASilentStream,
  wrongLimitTakenForNone,
  wrongFullStateTakenForFalse,
  wrongPresenceTakenForOnline,
  wrongUseStateAfterTakenForFalse,
  fullStateIgnored,
  fullStateWaitsForNews,
  fullStateInEveryEvent,
  presenceLeftAlone,
  presenceSetOnce,
  setPresenceIgnored,
  offlineTakenForOnline,
  useStateAfterIgnored,
  stateBesideStateAfter,
  stateAfterIsTheStateBefore,
  stateAfterUnasked,
  toDeviceReordered,
  toDeviceOnlyFirstOfQueue,
  toDeviceRepeated,
  deviceListsInInitialSync,
  fallbackKeyTypesOnlyWhenChanged,
  keyCountsOfTheFirstEvent,
  fallbackKeysOfTheFirstEvent,
  leftRoomsLinger,
  rejectedInvitesLinger,
  kicksLeftOut,
  bansLeftOut,
  deniedKnocksLinger,
  invitesAfterKnocksLeftOut,
  newlyJoinedRoomDeltaOnly,
  typingWaitsForTimeline,
  receiptsWaitForTimeline,
  accountDataWaitsForTimeline,
  roomAccountDataWaitsForTimeline,
  accountDataStale,
  pollTimeOutsOnTheStream,
  hiddenEventsWakeTheStream,
  pollsItself,
  timelineShuffledWhenLong,
  eventsDuringAWriteLost,
  transactionIdsLeftOut,
  transactionIdsOfOthers,
  lazyMembersOnlyFirst,
  twoResponsesInOneEvent,
  eventsNamedBatch,
  responsesCutAt1Mib,
  responsesCutAt8Mib,
  responsesCutAt32Mib,
  idIsACounter,
  nextBatchLeftOut,
  idOnlyWhenRoomsChange,
  openingResetsTheId,
  errorEventWithAnId,
  streamTokensOfItsOwn,
  onlyOwnIdsTaken,
  lastEventIdCut,
  gapsNotFlagged,
  gapsWithoutPrevBatch,
  prevBatchFromBeforeTheGap,
  eventsLostAroundCuts,
  oneEventInAThousandLost,
  eventsRepeatedAroundCuts,
  liveEventsBeforeMissedOnes,
  resumeBeginsNow,
  resumeDropsFirstEvent,
  resumeRepeatsLastEvent,
  resumeNewestFirst,
  cutResponseCountedAsSent,
  cursorOfTheDevice,
  refusedToken500,
  refusedTokenHangs,
  restartForgetsTokens,
  streamsOfADeviceShareEvents,
  resumedStreamWithholdsHead,
  caughtUpResumeRepeatsResponse,
  usersByPrefix,
  bodyForgesFields,
  bodyForgesFieldsByCr,
  queryReflectedInHead,
  slowReaderBlocksItsDevice,
  headWaitsForInitialSync,
  anonymousStreamIsSilent,
  originReflectedWithoutVary,
  eventsGatheredForAWhile,
  bodyOnOneLine,
  bodyCrlfAsTwoLines,
  bodyWithoutCr,
  bodyWithoutBlankLines,
  bodyWithoutLastLineFeed,
  bodyTrimmedAtStart,
  bodyTrimmedAtEnd,
  bodyTabsExpanded,
  bodyUnicodeLineEnds,
  bodyVtAndFfAsLineEnds,
  bodyWithoutControls,
  tokenWithNul,
  tokenWithEdgeSpace,
  tokensOver128Bytes,
  tokensWithUnsafeBytes,
  bomBeforeAnEvent,
  resumeOneTokenBack,
]
