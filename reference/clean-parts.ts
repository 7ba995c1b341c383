/** The parts of a server that conforms. */

import { allowedFields, answerElsewhere, answerHead, answerOptions, errorContent, refuse, refuseMethod } from './answers.js'
import { authenticate, challenge } from './authenticate.js'
import { eventFor, fanOut } from './channel-feed.js'
import { dataFields, encodeEvent, eventFields, heartbeat, opening, splitLines } from './event-stream.js'
import { cors, streamHead } from './head.js'
import { heartbeats } from './heartbeats.js'
import { openStream } from './open-stream.js'
import { outletOf } from './outlet.js'
import type { Parts } from './parts.js'
import { identify, problemWith, publish, refusePublication } from './publish.js'
import { lastEventIds, positionOf, resumeFrom } from './resume.js'
import { beat, closed, drop, finish, nextEvent } from './stream.js'
import { passRefusal } from './sync/answers.js'
import { batchEvent } from './sync/chain-feed.js'
import { heartbeatInterval } from './sync/heartbeat-interval.js'
import { openChain, syncRequest } from './sync/open-sync-stream.js'

export const cleanParts: Parts = {
  opening,
  heartbeat,
  splitLines,
  dataFields,
  eventFields,
  encodeEvent,
  streamHead,
  cors,
  allowedFields,
  chunkSize: bytes => bytes.length,
  lastChunk: () => Buffer.from('0\r\n\r\n'),
  outletOf,
  http2Socket: socket => socket,
  authenticate,
  challenge,
  openStream,
  answerHead,
  answerOptions,
  refuseMethod,
  answerElsewhere,
  refuse,
  errorContent,
  problemWith,
  refusePublication,
  identify,
  publish,
  fanOut,
  eventFor,
  lastEventIds,
  positionOf,
  resumeFrom,
  heartbeatInterval,
  syncRequest,
  openChain,
  passRefusal,
  batchEvent,
  chainEnded: finish,
  nextEvent,
  heartbeats,
  beat,
  drop,
  finish,
  fail: finish,
  closed,
  restarted: () => undefined,
}
