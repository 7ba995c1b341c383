// The shape of raw.py's output.
export interface Bytes {
  readonly length: number
  readonly b64: string
}

export interface RawEvent {
  readonly type: string
  readonly data: string
  readonly id: string | null
  readonly last_event_id: string
}

/** What was received for one payload, up to the canary published after it. */
export interface RawPayload {
  readonly published: string
  readonly name?: string
  readonly id?: string
  readonly publish_status: number | string
  readonly bytes: Bytes
  readonly events: readonly RawEvent[]
  readonly event_count: number
  /** One event was received, and its data is the payload. */
  readonly whole: boolean
  readonly after_ms: number | null
  readonly canary: boolean
  readonly stream_ended: string | null
}

export interface RawExchange {
  readonly status: number | null
  readonly content_type: string | null
  readonly allow: string | null
  readonly transfer_encoding: string | null
  readonly allow_origin: string | null
  readonly allow_credentials: string | null
  readonly framing: string | null
  readonly after_ms: number | null
  /** The headers arrived within a second, without an event. */
  readonly at_once: boolean
  readonly ended: string | null
  readonly stream: boolean
  readonly body: Bytes
  readonly content_after_head?: boolean
  readonly then?: 'answered' | 'closed' | 'nothing'
}

export interface RawReading {
  readonly head: {
    readonly status_line: string | null
    readonly status: number | null
    readonly headers: readonly (readonly [string, string])[]
    readonly framing: string | null
  }
  readonly idle: {
    readonly seconds: number
    readonly head_after_ms: number | null
    readonly bytes: Bytes
    readonly comments: readonly { readonly text: string; readonly after_s: number }[]
    readonly events: readonly RawEvent[]
    readonly ended: string | null
  }
  readonly payloads: Readonly<Record<string, RawPayload>>
  readonly stream: {
    readonly streams: number
    readonly ids: number
    readonly first_ids: readonly string[]
    readonly empty_ids: number
    readonly events_without_id: number
    readonly duplicate_ids: number
    readonly retries: readonly string[]
    readonly unknown_fields: readonly string[]
    readonly blocks_without_data: readonly string[]
    readonly line_ends: { readonly lf: number; readonly crlf: number; readonly cr: number }
    /** Ids with control characters, spaces at their edges, or non-ASCII characters. */
    readonly odd_ids: readonly string[]
    readonly begins_with: Bytes
    readonly chunk_faults: readonly string[]
  }
  readonly requests: {
    readonly methods: Readonly<Record<string, RawExchange>>
    readonly preflight: RawExchange
    readonly 'other-origin': RawExchange
    readonly 'http-1-0': RawExchange
    readonly 'no-accept': RawExchange
    readonly 'any-accept': RawExchange
    readonly 'last-event-ids': Readonly<Record<string, RawExchange>>
  }
  /** Two publications at the same time: whether each arrived complete on both streams. */
  readonly pairs: readonly {
    readonly publish_status: number | string
    readonly whole: readonly boolean[]
    readonly ended: readonly (string | null)[]
  }[]
  /** A client that reconnects without a last event ID: whether it receives the same events again. */
  readonly return: { readonly live: boolean; readonly received_again: boolean }
  readonly resume:
    | { readonly ids: false }
    | {
        readonly ids: true
        /** The server creates no ids and forwards those of the publisher. */
        readonly ids_of_publisher: boolean
        readonly last_event_id: string
        readonly status: number | null
        readonly replayed: readonly boolean[]
        readonly in_order: boolean
        readonly repeated: boolean
        readonly live: boolean
        readonly first_events: readonly RawEvent[]
        readonly caught_up: RawExchange
        /** Sent to a client whose last event ID is the latest, before anything was published. */
        readonly old_events: readonly RawEvent[]
        readonly old_event_count: number
        /** While events flow, for a server that creates its own ids. */
        readonly busy: {
          readonly cuts: number
          readonly lost: number
          readonly repeated: number
          readonly twice_on_one_stream: number
          readonly around_a_repeat: (Bytes & { readonly last_event_id_sent: string; readonly id: string | null }) | null
        } | null
      }
}
