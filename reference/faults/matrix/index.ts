import type { Fault } from '../../fault.js'
import { methodNotAllowedWithoutErrcode } from './405-without-errcode.js'
import { accountDataContentAsText } from './account-data-content-as-text.js'
import { accountDataFilterIgnored } from './account-data-filter-ignored.js'
import { accountDataForEveryone } from './account-data-for-everyone.js'
import { accountDataLeftOut } from './account-data-left-out.js'
import { accountDataStale } from './account-data-stale.js'
import { accountDataWaitsForTimeline } from './account-data-waits-for-timeline.js'
import { anonymousStreamIsSilent } from './anonymous-stream-is-silent.js'
import { authenticationCached } from './authentication-cached.js'
import { bansLeftOut } from './bans-left-out.js'
import { bearerNotRead } from './bearer-not-read.js'
import { bodyCrlfAsTwoLines } from './body-crlf-as-two-lines.js'
import { bodyEndsAtNul } from './body-ends-at-nul.js'
import { bodyEndsStreams } from './body-ends-streams.js'
import { bodyForgesFields } from './body-forges-fields.js'
import { bodyForgesFieldsByCr } from './body-forges-fields-by-cr.js'
import { bodyOnOneLine } from './body-on-one-line.js'
import { bodyTabsExpanded } from './body-tabs-expanded.js'
import { bodyTrimmedAtEnd } from './body-trimmed-at-end.js'
import { bodyTrimmedAtStart } from './body-trimmed-at-start.js'
import { bodyUnicodeLineEnds } from './body-unicode-line-ends.js'
import { bodyVtAndFfAsLineEnds } from './body-vt-and-ff-as-line-ends.js'
import { bodyWithControlsDropped } from './body-with-controls-dropped.js'
import { bodyWithoutBlankLines } from './body-without-blank-lines.js'
import { bodyWithoutControls } from './body-without-controls.js'
import { bodyWithoutCr } from './body-without-cr.js'
import { bodyWithoutLastLineFeed } from './body-without-last-line-feed.js'
import { bomBeforeAnEvent } from './bom-before-an-event.js'
import { caughtUpResumeRepeatsResponse } from './caught-up-resume-repeats-response.js'
import { corsAfterAuthentication } from './cors-after-authentication.js'
import { cursorOfTheDevice } from './cursor-of-the-device.js'
import { cutResponseCountedAsSent } from './cut-response-counted-as-sent.js'
import { deniedKnocksLinger } from './denied-knocks-linger.js'
import { deviceListsAsObjects } from './device-lists-as-objects.js'
import { deviceListsChangedLeftOut } from './device-lists-changed-left-out.js'
import { deviceListsInInitialSync } from './device-lists-in-initial-sync.js'
import { deviceListsLeftLeftOut } from './device-lists-left-left-out.js'
import { deviceListsWaitForTimeline } from './device-lists-wait-for-timeline.js'
import { displayNameForgesFields } from './display-name-forges-fields.js'
import { emptyLastEventIdIsNow } from './empty-last-event-id-is-now.js'
import { emptySectionsAsNull } from './empty-sections-as-null.js'
import { emptyStateKeysOmitted } from './empty-state-keys-omitted.js'
import { endpointAbsent } from './endpoint-absent.js'
import { ephemeralFilterIgnored } from './ephemeral-filter-ignored.js'
import { errorEventWithAnId } from './error-event-with-an-id.js'
import { eventsDuringAWriteLost } from './events-during-a-write-lost.js'
import { eventsGatheredForAWhile } from './events-gathered-for-a-while.js'
import { eventsLostAroundCuts } from './events-lost-around-cuts.js'
import { eventsNamedBatch } from './events-named-batch.js'
import { eventsRepeatedAroundCuts } from './events-repeated-around-cuts.js'
import { everyTenthEventLate } from './every-tenth-event-late.js'
import { fallbackKeyTypesOnlyWhenChanged } from './fallback-key-types-only-when-changed.js'
import { fallbackKeysOfTheFirstEvent } from './fallback-keys-of-the-first-event.js'
import { filterIdNotRead } from './filter-id-not-read.js'
import { filterReflectedInHead } from './filter-reflected-in-head.js'
import { fullStateIgnored } from './full-state-ignored.js'
import { fullStateInEveryEvent } from './full-state-in-every-event.js'
import { fullStateWaitsForNews } from './full-state-waits-for-news.js'
import { gapsNotFlagged } from './gaps-not-flagged.js'
import { gapsWithoutPrevBatch } from './gaps-without-prev-batch.js'
import { headWaitsForInitialSync } from './head-waits-for-initial-sync.js'
import { heartbeatDefault15S } from './heartbeat-default-15-s.js'
import { heartbeatIntervalInMilliseconds } from './heartbeat-interval-in-milliseconds.js'
import { heartbeatIntervalOfTheDevice } from './heartbeat-interval-of-the-device.js'
import { heartbeatIntervalOverflows } from './heartbeat-interval-overflows.js'
import { heartbeatIntervalRoundedUp } from './heartbeat-interval-rounded-up.js'
import { heartbeatIntervalTruncated } from './heartbeat-interval-truncated.js'
import { heartbeatIntervalZeroFloods } from './heartbeat-interval-zero-floods.js'
import { heartbeatPutOffByHiddenEvents } from './heartbeat-put-off-by-hidden-events.js'
import { heartbeatWithAWord } from './heartbeat-with-a-word.js'
import { heartbeatsAfterFirstEvent } from './heartbeats-after-first-event.js'
import { hiddenEventsWakeTheStream } from './hidden-events-wake-the-stream.js'
import { idIsACounter } from './id-is-a-counter.js'
import { idOnlyWhenRoomsChange } from './id-only-when-rooms-change.js'
import { includeLeaveIgnored } from './include-leave-ignored.js'
import { initialSyncWithoutAccountData } from './initial-sync-without-account-data.js'
import { intervalReflectedInComment } from './interval-reflected-in-comment.js'
import { intervalReflectedInHead } from './interval-reflected-in-head.js'
import { invitedLeftOut } from './invited-left-out.js'
import { invitesAfterKnocksLeftOut } from './invites-after-knocks-left-out.js'
import { invitesWaitForTimeline } from './invites-wait-for-timeline.js'
import { keyCountsAsText } from './key-counts-as-text.js'
import { keyCountsOfTheFirstEvent } from './key-counts-of-the-first-event.js'
import { keyCountsWaitForTimeline } from './key-counts-wait-for-timeline.js'
import { kicksLeftOut } from './kicks-left-out.js'
import { knockedLeftOut } from './knocked-left-out.js'
import { lastEventIdCut } from './last-event-id-cut.js'
import { lazyMembersOnlyFirst } from './lazy-members-only-first.js'
import { leftLeftOut } from './left-left-out.js'
import { leftRoomsLinger } from './left-rooms-linger.js'
import { liveEventsBeforeMissedOnes } from './live-events-before-missed-ones.js'
import { longTimelineSortedAsText } from './long-timeline-sorted-as-text.js'
import { missingTokenIsForbidden } from './missing-token-is-forbidden.js'
import { nameForgesFields } from './name-forges-fields.js'
import { newlyJoinedRoomDeltaOnly } from './newly-joined-room-delta-only.js'
import { nextBatchLeftOut } from './next-batch-left-out.js'
import { noTokenIsAPreflight } from './no-token-is-a-preflight.js'
import { notRoomsIgnored } from './not-rooms-ignored.js'
import { notSendersIgnored } from './not-senders-ignored.js'
import { notificationCountsAsText } from './notification-counts-as-text.js'
import { offlineTakenForOnline } from './offline-taken-for-online.js'
import { oneEventInAThousandLost } from './one-event-in-a-thousand-lost.js'
import { onlyOwnIdsTaken } from './only-own-ids-taken.js'
import { openingResetsTheId } from './opening-resets-the-id.js'
import { optionsNeedsAToken } from './options-needs-a-token.js'
import { originReflectedWithoutVary } from './origin-reflected-without-vary.js'
import { pollTimeOutsOnTheStream } from './poll-time-outs-on-the-stream.js'
import { pollsItself } from './polls-itself.js'
import { prefixIsThePath } from './prefix-is-the-path.js'
import { presenceByUser } from './presence-by-user.js'
import { presenceFilterIgnored } from './presence-filter-ignored.js'
import { presenceForEveryone } from './presence-for-everyone.js'
import { presenceLeftAlone } from './presence-left-alone.js'
import { presenceLeftOut } from './presence-left-out.js'
import { presenceNeverDrops } from './presence-never-drops.js'
import { presenceSetOnce } from './presence-set-once.js'
import { presenceWaitsForTimeline } from './presence-waits-for-timeline.js'
import { prevBatchFromBeforeTheGap } from './prev-batch-from-before-the-gap.js'
import { publicRoomsForEveryone } from './public-rooms-for-everyone.js'
import { queryReflectedInHead } from './query-reflected-in-head.js'
import { receiptsLeftOut } from './receipts-left-out.js'
import { receiptsWaitForTimeline } from './receipts-wait-for-timeline.js'
import { reconnectsRateLimited } from './reconnects-rate-limited.js'
import { redactionsLeftOut } from './redactions-left-out.js'
import { refusedToken500 } from './refused-token-500.js'
import { refusedTokenHangs } from './refused-token-hangs.js'
import { rejectedInvitesLinger } from './rejected-invites-linger.js'
import { responsesCutAt1Mib } from './responses-cut-at-1-mib.js'
import { responsesCutAt8Mib } from './responses-cut-at-8-mib.js'
import { responsesCutAt32Mib } from './responses-cut-at-32-mib.js'
import { restartForgetsTokens } from './restart-forgets-tokens.js'
import { resumeBeginsNow } from './resume-begins-now.js'
import { resumeDropsFirstEvent } from './resume-drops-first-event.js'
import { resumeNewestFirst } from './resume-newest-first.js'
import { resumeOneTokenBack } from './resume-one-token-back.js'
import { resumeRepeatsLastEvent } from './resume-repeats-last-event.js'
import { resumeRepeatsState } from './resume-repeats-state.js'
import { resumeSendsOneRoom } from './resume-sends-one-room.js'
import { resumedStreamWithholdsHead } from './resumed-stream-withholds-head.js'
import { revokedInTheBackground } from './revoked-in-the-background.js'
import { roomAccountDataLeftOut } from './room-account-data-left-out.js'
import { roomAccountDataWaitsForTimeline } from './room-account-data-waits-for-timeline.js'
import { roomsJoinedLaterLeftOut } from './rooms-joined-later-left-out.js'
import { setPresenceIgnored } from './set-presence-ignored.js'
import { silentInitialSync } from './silent-initial-sync.js'
import { sinceBeatsHeader } from './since-beats-header.js'
import { sinceHonoured } from './since-honoured.js'
import { slowReaderBlocksItsDevice } from './slow-reader-blocks-its-device.js'
import { stackTraceForABadFilter, stackTraceForABadId, stackTraceForABadInterval, stackTraceForABadToken } from './stack-traces.js'
import { stalledReaderLosesResponses } from './stalled-reader-loses-responses.js'
import { stateAfterIsTheStateBefore } from './state-after-is-the-state-before.js'
import { stateAfterUnasked } from './state-after-unasked.js'
import { stateBesideStateAfter } from './state-beside-state-after.js'
import { stateFilterIgnored } from './state-filter-ignored.js'
import { stateKeyForgesFields } from './state-key-forges-fields.js'
import { stormRefused503 } from './storm-refused-503.js'
import { streamOutlivesItsDevice } from './stream-outlives-its-device.js'
import { streamOutlivesLogout } from './stream-outlives-logout.js'
import { streamOutlivesLogoutOfAll } from './stream-outlives-logout-of-all.js'
import { streamOutlivesThePassword } from './stream-outlives-the-password.js'
import { streamTokensOfItsOwn } from './stream-tokens-of-its-own.js'
import { streamWithoutCors } from './stream-without-cors.js'
import { streamsOfADeviceShareEvents } from './streams-of-a-device-share-events.js'
import { strippedStateOnlyMember } from './stripped-state-only-member.js'
import { strippedStateWithoutSender } from './stripped-state-without-sender.js'
import { summaryLeftOut } from './summary-left-out.js'
import { thirdRoomAtOnceLeftOut } from './third-room-at-once-left-out.js'
import { timelineEventsWithoutTimestamp } from './timeline-events-without-timestamp.js'
import { timelineLimitIgnored } from './timeline-limit-ignored.js'
import { timelineOverlapsByOne } from './timeline-overlaps-by-one.js'
import { timelineShuffledWhenLong } from './timeline-shuffled-when-long.js'
import { timelineTypesIgnored } from './timeline-types-ignored.js'
import { timeoutHonoured } from './timeout-honoured.js'
import { toDeviceForEveryone } from './to-device-for-everyone.js'
import { toDeviceLeftOut } from './to-device-left-out.js'
import { toDeviceNeverAcknowledged } from './to-device-never-acknowledged.js'
import { toDeviceOnlyFirstOfQueue } from './to-device-only-first-of-queue.js'
import { toDeviceOnlyWhileOpen } from './to-device-only-while-open.js'
import { toDeviceQueueOfTheStream } from './to-device-queue-of-the-stream.js'
import { toDeviceReceivedWhenSent } from './to-device-received-when-sent.js'
import { toDeviceReordered } from './to-device-reordered.js'
import { toDeviceRepeated } from './to-device-repeated.js'
import { toDeviceSentTwiceAtMost } from './to-device-sent-twice-at-most.js'
import { toDeviceToOneStream } from './to-device-to-one-stream.js'
import { toDeviceWaitsForTimeline } from './to-device-waits-for-timeline.js'
import { toDeviceWithoutSender } from './to-device-without-sender.js'
import { tokenNamesItsUser } from './token-names-its-user.js'
import { tokenWithEdgeSpace } from './token-with-edge-space.js'
import { tokenWithNul } from './token-with-nul.js'
import { tokensOver128Bytes } from './tokens-over-128-bytes.js'
import { tokensWithUnsafeBytes } from './tokens-with-unsafe-bytes.js'
import { topicForgesFields } from './topic-forges-fields.js'
import { topicsHtmlEscaped } from './topics-html-escaped.js'
import { transactionIdsLeftOut } from './transaction-ids-left-out.js'
import { transactionIdsOfOthers } from './transaction-ids-of-others.js'
import { twoResponsesInOneEvent } from './two-responses-in-one-event.js'
import { typingNeverEnds } from './typing-never-ends.js'
import { typingWaitsForTimeline } from './typing-waits-for-timeline.js'
import { typingWithoutContent } from './typing-without-content.js'
import { unauthenticated404 } from './unauthenticated-404.js'
import { unknownFilterIdIsNoFilter } from './unknown-filter-id-is-no-filter.js'
import { unknownPathShowsAPage } from './unknown-path-shows-a-page.js'
import { unknownStateTypesLeftOut } from './unknown-state-types-left-out.js'
import { unknownTokenIsMissing } from './unknown-token-is-missing.js'
import { unknownTokenWaits } from './unknown-token-waits.js'
import { unreadLeftOut } from './unread-left-out.js'
import { unreadableFilterOpensASilentStream } from './unreadable-filter-opens-a-silent-stream.js'
import { useStateAfterIgnored } from './use-state-after-ignored.js'
import { usersByPrefix } from './users-by-prefix.js'
import { wrongFilterOpensASilentStream } from './wrong-filter-opens-a-silent-stream.js'
import { wrongFullStateTakenForFalse } from './wrong-full-state-taken-for-false.js'
import { wrongLimitTakenForNone } from './wrong-limit-taken-for-none.js'
import { wrongPresenceTakenForOnline } from './wrong-presence-taken-for-online.js'
import { wrongUseStateAfterTakenForFalse } from './wrong-use-state-after-taken-for-false.js'

/** Defects of a server that implements MSC2108. */
export const matrixFaults: readonly Fault[] = [
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
  intervalReflectedInComment,
  optionsNeedsAToken,
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
  bodyEndsAtNul,
  bodyEndsStreams,
  bodyWithControlsDropped,
  thirdRoomAtOnceLeftOut,
  resumeSendsOneRoom,
  longTimelineSortedAsText,
  presenceWaitsForTimeline,
  toDeviceWaitsForTimeline,
  invitesWaitForTimeline,
  deviceListsWaitForTimeline,
  keyCountsWaitForTimeline,
  heartbeatIntervalRoundedUp,
  noTokenIsAPreflight,
  unknownPathShowsAPage,
  stackTraceForABadFilter,
  stackTraceForABadId,
  stackTraceForABadInterval,
  stackTraceForABadToken,
  everyTenthEventLate,
]
