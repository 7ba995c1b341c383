/** Messages between the processes of one server, over the channel between the first and each of the others. */

import type { MetricRow } from '../metrics.js'
import type { ReferenceOptions } from '../options.js'
import type { Publication } from '../publish.js'

/** Commands from the first process to a worker; `count` returns its counters, `end` ends its process. */
export type Deed = 'stop' | 'restart' | 'fail' | 'count' | 'end'

export type ToWorker =
  | { readonly what: 'start'; readonly options: ReferenceOptions; readonly epoch: string }
  /** An event in the common order of the whole server. The worker with that id received the request, and assigned it that ticket. */
  | { readonly what: 'published'; readonly publication: Publication; readonly by: number; readonly ticket: number }
  | { readonly what: 'answer'; readonly ticket: number; readonly rows?: MetricRow[] }
  | { readonly what: 'do'; readonly deed: Deed; readonly ticket: number }

export type ToPrimary =
  /** It is listening for messages: anything sent before it loaded its modules is lost. */
  | { readonly what: 'ready' }
  | { readonly what: 'listening'; readonly port: number }
  | { readonly what: 'refused'; readonly error: string }
  | { readonly what: 'publish'; readonly publication: Publication; readonly ticket: number }
  /** Answered after everything that was published before. */
  | { readonly what: 'step'; readonly ticket: number }
  | { readonly what: 'count'; readonly ticket: number }
  | { readonly what: 'done'; readonly ticket: number; readonly rows?: MetricRow[]; readonly error?: string }
