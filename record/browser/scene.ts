import type { EngineName } from '../../schemas/index.js'
import type { Publication, PublishOptions } from '../scenario.js'
import type { Target } from '../target.js'
import type { Relay } from './relay.js'

/** Options of an event source on a page. */
export interface SourceOptions {
  /** The client that the page uses. Default: native, the browser's own EventSource. */
  readonly kind?: 'native' | 'worker' | 'shared-worker' | 'fetch' | 'eventsource' | 'event-source-polyfill' | 'fetch-event-source'
  readonly withCredentials?: boolean
  /** Header fields that the page sends, if the client supports them. */
  readonly headers?: Readonly<Record<string, string>>
  /** Event types to listen for, besides `message`. */
  readonly types?: readonly string[]
  /** A URL other than that of its stream at the relay. */
  readonly url?: string
}

/** An event source on a page. Waits resolve to false when their time is up or the source gave up; they never reject. */
export interface Source {
  readonly name: string
  /** Waits until it has opened this many times. */
  opens(times?: number, within_ms?: number): Promise<boolean>
  /** Waits until this many of its events were dispatched. */
  events(count: number, within_ms?: number): Promise<boolean>
  receives(publication: Publication, within_ms?: number): Promise<boolean>
  /** It gave up: it is CLOSED, or its fetch returned an error. */
  ends(within_ms?: number): Promise<boolean>
  /** It failed, permanently or temporarily. */
  errs(within_ms?: number): Promise<boolean>
  /** It was refused, opened, or failed. */
  settles(within_ms?: number): Promise<boolean>
  /** It is closed permanently, and not by the page. */
  readonly gaveUp: boolean
  /** Last event ID of the newest dispatched event. */
  readonly lastEventId: string
  close(): Promise<void>
}

/** The origin of the page: that of its streams, another one, or that of the streams over HTTP/2. */
export type PageOrigin = 'same' | 'other' | 'http2'

/** One situation in one browser, on its own page. */
export interface Scene {
  readonly engine: EngineName
  readonly target: Target
  /** Contained in every payload that it publishes. */
  readonly marker: string
  readonly relay: Relay
  /** The token that the target expects, for pages that send it themselves. */
  token(): Promise<string | undefined>
  /** Loads a page from an origin; sources are created on it. */
  visit(origin?: PageOrigin): Promise<void>
  /** Resolves once the page has created it, or failed to. Time waited after that is the target's. */
  source(name: string, options?: SourceOptions): Promise<Source>
  publish(text: string, options?: PublishOptions): Promise<Publication>
  wait(duration_ms: number): Promise<void>
  /** Waits for a condition that ssespec sees itself. */
  until(what: string, holds: () => boolean, within_ms?: number): Promise<boolean>
  hide(): Promise<void>
  show(): Promise<void>
  /** Leaves the page for an empty one. */
  leave(): Promise<void>
  /** Reads the server's metrics and returns the number of open streams. The last of several readings of one moment counts. */
  metrics(moment: string): Promise<number | undefined>
}
