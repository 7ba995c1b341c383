/** Defects that affect pages, in any event stream. */

import type { Fault } from '../../fault.js'
import { credentialsWithAnyOrigin } from './credentials-with-any-origin.js'
import { eventsSentTwice } from './events-sent-twice.js'
import { idsPadded } from './ids-padded.js'
import { noCacheRefused } from './no-cache-refused.js'
import { nullOriginRefused } from './null-origin-refused.js'
import { reconnect500 } from './reconnect-500.js'
import { refusalAsAStream } from './refusal-as-a-stream.js'
import { resumedStreamWithoutCors } from './resumed-stream-without-cors.js'

export const browserFaults: readonly Fault[] = [
  noCacheRefused,
  refusalAsAStream,
  reconnect500,
  resumedStreamWithoutCors,
  credentialsWithAnyOrigin,
  nullOriginRefused,
  eventsSentTwice,
  idsPadded,
]
