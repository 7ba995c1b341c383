import type { EngineName } from '../../schemas/index.js'
import type { Publication, PublishOptions } from '../scenario.js'
import type { Target } from '../target.js'
import type { Relay } from './relay.js'

/** What an event source of a page is made with. */
export interface SourceOptions {
  /** What the page uses. Default: native, the browser's own EventSource. */
  readonly kind?: 'native' | 'worker' | 'shared-worker' | 'fetch' | 'eventsource' | 'event-source-polyfill' | 'fetch-event-source'
  readonly withCredentials?: boolean
  /** Fields that the page sends, where it can. */
  readonly headers?: Readonly<Record<string, string>>
  /** Types of events that are listened to, besides `message`. */
  readonly types?: readonly string[]
  /** Another URL than that of its stream at the relay. */
  readonly url?: string
}

/** An event source on a page. Waits resolve to false when their time is up or the source gave up; they never reject. */
export interface Source {
  readonly name: string
  /** It has opened so many times. */
  opens(times?: number, within_ms?: number): Promise<boolean>
  /** So many of its events were dispatched. */
  events(count: number, within_ms?: number): Promise<boolean>
  receives(publication: Publication, within_ms?: number): Promise<boolean>
  /** It gave up: CLOSED, or the answer to its fetch has come and is an error. */
  ends(within_ms?: number): Promise<boolean>
  /** It failed, for good or for now. */
  errs(within_ms?: number): Promise<boolean>
  /** It was refused, opened, or failed. */
  settles(within_ms?: number): Promise<boolean>
  /** It is closed for good, and not by the page. */
  readonly gaveUp: boolean
  /** Of the newest event that it dispatched. */
  readonly lastEventId: string
  close(): Promise<void>
}

/** Where the page is from: the origin of its streams, another one, or the origin of streams over HTTP/2. */
export type PageOrigin = 'same' | 'other' | 'http2'

/** One situation in one browser, with a page of its own. */
export interface Scene {
  readonly engine: EngineName
  readonly target: Target
  /** Contained in every payload that it publishes. */
  readonly marker: string
  readonly relay: Relay
  /** The token that the target wants, where the page is to send it itself. */
  token(): Promise<string | undefined>
  /** Loads a page from an origin; sources are made on it. */
  visit(origin?: PageOrigin): Promise<void>
  /** Resolves once the page has made it, or could not: what is waited for from there on is the target's time. */
  source(name: string, options?: SourceOptions): Promise<Source>
  publish(text: string, options?: PublishOptions): Promise<Publication>
  wait(duration_ms: number): Promise<void>
  /** A condition that the harness sees itself. */
  until(what: string, holds: () => boolean, within_ms?: number): Promise<boolean>
  hide(): Promise<void>
  show(): Promise<void>
  /** The page is left for an empty one. */
  leave(): Promise<void>
  /** Reads the server's figures; gives the streams that it says are open. Of several readings of one moment the last counts. */
  metrics(moment: string): Promise<number | undefined>
}
