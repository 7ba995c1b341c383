import type { EngineName, Published } from '../schemas/index.js'
import { isEngine } from './browser/engine.js'
import type { Scene } from './browser/scene.js'
import type { HookAnswer } from './hooks.js'
import type { Crossing, ThroughOptions } from './hop/through.js'
import type { Member } from './matrix/member.js'
import type { Home } from './matrix/venue.js'
import type { FieldChanges } from './request.js'
import type { Need, Target } from './target.js'

/** A payload that the publish hook was given. */
export interface Publication {
  /** A unique text that the payload contains. */
  readonly marker: string
  readonly published: Published
  readonly answer: HookAnswer
}

export interface OpenOptions {
  /** Label of the exchange; by default a number. */
  readonly label?: string
  /** Exchanges of one client follow each other; by default all belong to one client. */
  readonly client?: string
  readonly lastEventId?: string | Buffer
  readonly method?: string
  readonly protocol?: '1.0' | '1.1' | '2'
  /** Changes the request target, given the usual one. */
  readonly target?: (usual: string) => string
  readonly fields?: FieldChanges
  readonly body?: string
  /** A channel other than the scenario's own. */
  readonly channel?: string
  /** The stream of a member other than the scenario's own. */
  readonly as?: Member
  /** Another spelling of the Authorization scheme. */
  readonly scheme?: string
  /** Sends no token, and creates no account. */
  readonly anonymous?: boolean
  /** Changes the query; null removes a parameter. */
  readonly query?: Readonly<Record<string, string | null>>
  /** A URL other than the target's. */
  readonly url?: string
  /** Another spelling of the field name Last-Event-ID. */
  readonly lastEventIdName?: string
  /** Starts the request headers and never ends them. */
  readonly unfinished?: boolean
  /** Received bytes after which ssespec closes the connection. Default: 4 MiB. */
  readonly limit_bytes?: number
}

/** An open exchange. Waits resolve to false when their time is up or the connection is gone; they never reject. */
export interface Stream {
  readonly name: string
  readonly status: number | undefined
  field(name: string): string | undefined
  readonly lastEventId: string
  readonly alpn: string | undefined
  readonly gone: boolean
  /** Why the connection never opened, if it did not. */
  readonly refused: string | undefined
  /** What was received instead of a response, if no response headers can follow. */
  readonly unreadable: 'not-http' | 'tls' | 'head-too-long' | 'too-many-interim' | undefined
  /** Bytes received on the wire. */
  readonly received: number
  /** Waits for the response headers. */
  head(within_ms?: number): Promise<boolean>
  events(count: number, within_ms?: number): Promise<boolean>
  comments(count: number, within_ms?: number): Promise<boolean>
  receives(publication: Publication, within_ms?: number): Promise<boolean>
  /** Waits for an event whose data contains the text. */
  holds(text: string, within_ms?: number): Promise<boolean>
  /** Waits for this many bytes on the wire. */
  bytes(count: number, within_ms?: number): Promise<boolean>
  /** Waits until the server ends the exchange. */
  ended(within_ms?: number): Promise<boolean>
  /** The data of its events, oldest first. Only on a homeserver, and up to a memory limit. */
  readonly data: readonly string[]
  /** The last event ID after the event that carries this publication. */
  idOf(publication: Publication): string | undefined
  /** Sends the same request again on this connection. */
  again(within_ms?: number): Promise<boolean>
  write(bytes: string | Buffer): void
  pause(): void
  read(): void
  /** Resets the connection. */
  cut(): void
  /** Resets the connection once this many bytes were received. */
  cutAt(offset: number): void
  /** Closes cleanly; bytes that arrived but were not processed yet are discarded. */
  done(): void
  /** Closes cleanly, after processing everything that arrived: nothing of this client follows. */
  finish(): void
}

export interface PublishOptions {
  /** Name of the publication among the deliveries; by default its text. */
  readonly case?: string
  readonly event?: string
  readonly id?: string
  readonly channel?: string
  /** Pads the payload to this length with a repeated text. */
  readonly bytes?: number
  /** The text used for padding; ASCII by default. */
  readonly filled?: 'many-bytes'
  /** Publishes at the same time as another publication. */
  readonly together?: boolean
  /** The payload may break every stream of the channel. */
  readonly hazard?: boolean
}

/** What a scenario uses to act. */
export interface Stage {
  readonly target: Target
  /** Contained in every payload of this scenario, and the name of its channel. */
  readonly marker: string
  open(options?: OpenOptions): Promise<Stream>
  /** Sends a request to see how it is handled. */
  probe(label: string, options?: OpenOptions): Promise<Stream>
  /** `{m}` in the text is replaced by the publication's marker, which is otherwise appended. */
  publish(text: string, options?: PublishOptions): Promise<Publication>
  wait(duration_ms: number): Promise<void>
  /** Profile hop: opens a stream through the hop, and returns both of its ends. */
  through(label: string, options?: ThroughOptions): Promise<Crossing>
  /** On a homeserver: the member whose stream `open` opens, with its room; or another member, by name. */
  home(name?: string): Promise<Home>
  /** Maps an id, such as a room's, to a readable name in the facts. */
  note(name: string, id: string): void
  hook(name: 'restart' | 'stop' | 'fail'): Promise<boolean>
  /** Runs this in every available browser, or in the named one, at the same time. Rejects if it failed in one of them. */
  inBrowsers(tell: (scene: Scene) => Promise<void>, only?: EngineName): Promise<void>
  metrics(moment: string): Promise<void>
}

export interface Timed {
  /** The lag that its times do not stand. */
  readonly stall_ms: number
  readonly attempts: number
}

export interface Declaration {
  /** One line, for `ssespec list`. */
  readonly says: string
  /**
   * quiet: publishes nothing; publishing: small events; heavy: megabytes; hazardous: payloads and requests that may disturb every stream of the
   * channel; browser: pages; disruptive: stops, restarts or breaks the whole server, or counts its streams. Determines what may run at the same time.
   */
  readonly kind: 'quiet' | 'publishing' | 'heavy' | 'hazardous' | 'browser' | 'disruptive'
  readonly needs?: readonly Need[]
  /** Observation time in milliseconds; 0 if it returns as soon as it has seen what it waits for. */
  readonly window_ms?: (target: Target) => number
  /** On a single channel it is recorded alone, because other publications would flush a buffer that holds events back. */
  readonly alone?: boolean
  /** Its times are judged, so it is recorded again if this machine lagged: by more than the tolerance of heartbeats and up to three times, if true. */
  readonly timed?: true | Timed
  /** Not part of a quick run. */
  readonly long?: boolean
}

/** One situation, as a sequence of actions in the words of the specifications. It provokes and records, and never says pass or fail. */
export interface Scenario extends Declaration {
  readonly name: string
  tell(stage: Stage): Promise<void>
}

export const opensPages = ({ needs = [] }: Scenario): boolean => needs.some(need => need === 'browsers' || isEngine(need))

export const scenario = (name: string, declaration: Declaration, tell: (stage: Stage) => Promise<void>): Scenario => ({
  name,
  ...declaration,
  tell,
})
