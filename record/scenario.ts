import type { EngineName, Published } from '../schemas/index.js'
import { isEngine } from './browser/engine.js'
import type { Scene } from './browser/scene.js'
import type { HookAnswer } from './hooks.js'
import type { Member } from './matrix/member.js'
import type { Home } from './matrix/venue.js'
import type { FieldChanges } from './request.js'
import type { Need, Target } from './target.js'

/** A payload that the publish hook was given. */
export interface Publication {
  /** What the payload contains, and no other does. */
  readonly marker: string
  readonly published: Published
  readonly answer: HookAnswer
}

export interface OpenOptions {
  /** Names the exchange; by default a number. */
  readonly label?: string
  /** Exchanges of one client follow each other; by default all are of one. */
  readonly client?: string
  readonly lastEventId?: string | Buffer
  readonly method?: string
  readonly protocol?: '1.0' | '1.1' | '2'
  /** Changes the request target, given the usual one. */
  readonly target?: (usual: string) => string
  readonly fields?: FieldChanges
  readonly body?: string
  /** Another channel than the scenario's own. */
  readonly channel?: string
  /** Another member's stream than the scenario's own. */
  readonly as?: Member
  /** Spells the scheme of Authorization otherwise. */
  readonly scheme?: string
  /** Without a token, and with no account made for it. */
  readonly anonymous?: boolean
  /** Changes the query; null takes a parameter away. */
  readonly query?: Readonly<Record<string, string | null>>
  /** Another URL than the target's. */
  readonly url?: string
  /** Spells the field name Last-Event-ID otherwise. */
  readonly lastEventIdName?: string
  /** The head is begun and never ended. */
  readonly unfinished?: boolean
  /** Received bytes after which we leave. Default 4 MiB. */
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
  /** Why the connection never opened, where it did not. */
  readonly refused: string | undefined
  /** What came instead of a response, where no head can come any more. */
  readonly unreadable: 'not-http' | 'tls' | 'head-too-long' | 'too-many-interim' | undefined
  /** Bytes received on the wire. */
  readonly received: number
  /** The response's head is there. */
  head(within_ms?: number): Promise<boolean>
  events(count: number, within_ms?: number): Promise<boolean>
  comments(count: number, within_ms?: number): Promise<boolean>
  receives(publication: Publication, within_ms?: number): Promise<boolean>
  /** An event's data holds the text. */
  holds(text: string, within_ms?: number): Promise<boolean>
  /** So many bytes on the wire. */
  bytes(count: number, within_ms?: number): Promise<boolean>
  /** The server ended the exchange. */
  ended(within_ms?: number): Promise<boolean>
  /** The data of its events, oldest first: on a homeserver, and as many as a bounded memory holds. */
  readonly data: readonly string[]
  /** Last event ID after the event that carries this publication. */
  idOf(publication: Publication): string | undefined
  /** Sends the same request again on this connection, as a second one. */
  again(within_ms?: number): Promise<boolean>
  write(bytes: string | Buffer): void
  pause(): void
  read(): void
  /** Reset by us. */
  cut(): void
  /** Reset by us once so many bytes were received. */
  cutAt(offset: number): void
  /** Left by us, politely; what had arrived and was not looked at yet is as if it had not. */
  done(): void
  /** Left by us, with all that had arrived: nothing of this client follows. */
  finish(): void
}

export interface PublishOptions {
  /** Names the publication among the deliveries; by default its text. */
  readonly case?: string
  readonly event?: string
  readonly id?: string
  readonly channel?: string
  /** The payload is made so long by a repeated text. */
  readonly bytes?: number
  /** Of which text it is made so long: ASCII unless said otherwise. */
  readonly filled?: 'many-bytes'
  /** At the same time as another. */
  readonly together?: boolean
  /** It may harm every stream of the channel. */
  readonly hazard?: boolean
}

/** What a scenario tells its story with. */
export interface Stage {
  readonly target: Target
  /** Contained in every payload of this scenario, and the name of its channel. */
  readonly marker: string
  open(options?: OpenOptions): Promise<Stream>
  /** A request made to see how it is answered. */
  probe(label: string, options?: OpenOptions): Promise<Stream>
  /** `{m}` in the text stands for the publication's marker, which is else put at the end. */
  publish(text: string, options?: PublishOptions): Promise<Publication>
  wait(duration_ms: number): Promise<void>
  /** On a homeserver: the member whose stream `open` opens, and its room; or another, by a name. */
  home(name?: string): Promise<Home>
  /** Gives what an id stands for a name among the facts: a room's, for one. */
  note(name: string, id: string): void
  hook(name: 'restart' | 'stop' | 'fail'): Promise<boolean>
  /** Tells this in every browser that is there, or in the one that is named, at the same time. Rejects when it could not be told in one of them. */
  inBrowsers(tell: (scene: Scene) => Promise<void>, only?: EngineName): Promise<void>
  metrics(moment: string): Promise<void>
}

export interface Declaration {
  /** In one line, for `ssespec list`. */
  readonly says: string
  /**
   * quiet: publishes nothing; publishing: small events; heavy: megabytes; hazardous: payloads that may harm every stream of the channel;
   * browser: pages; disruptive: the whole server is stopped, restarted or failed, or counts its streams. What runs at the same time follows from it.
   */
  readonly kind: 'quiet' | 'publishing' | 'heavy' | 'hazardous' | 'browser' | 'disruptive'
  readonly needs?: readonly Need[]
  /** How long it watches, in milliseconds; 0 when it returns as soon as it has seen what it waits for. */
  readonly window_ms?: (target: Target) => number
  /** Where there is one channel it is recorded by itself: what others publish would push out what a buffer holds back. */
  readonly alone?: boolean
  /** Its times are judged: it is recorded again when this machine lagged meanwhile. */
  readonly timed?: boolean
  /** Not part of a quick run. */
  readonly long?: boolean
}

/** One situation, told in order in the words of the specifications. It provokes and records, and never says pass or fail. */
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
