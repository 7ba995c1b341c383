/**
 * The to-device messages of one device that its clients have not acknowledged yet.
 *
 * A homeserver forgets a to-device message when the device's next `/sync` sends back a token that is newer than the message. Behind the gateway, the
 * gateway makes this next call, before the client has the message (reading A14). Two streams of one device (A15) also make two chains of calls, and
 * one may make the homeserver forget what the other has not received yet. So until a client of the device sends a token back, the messages are kept
 * here, and the to-device section of every response comes from here:
 *
 * - `kept` is one list in order of arrival, filled by every response of every chain of the device. Messages have no ids, so a response is aligned
 *   with the list: from its own chain's position on, whatever matches is the same message, and the rest is new.
 * - Each chain has a reader with a position in the list, which is how far its newest upstream token reaches. A response advances it past its own
 *   messages. A response without messages advances it past everything that was here when the call was made, because the homeserver has forgotten
 *   that. Messages that the reader passes are delivered under the response's token.
 * - Every `next_batch` that is sent out is remembered with its position. When it is sent back, as Last-Event-ID or as `since` of a proxied
 *   `/sync`, and the homeserver answers it with 200, everything before it was received by the device and is removed. An unknown token and an initial sync get everything that is kept: a
 *   duplicate is better than a lost key.
 * - A reader that has fallen behind is woken. It calls the upstream immediately, which gives it a token for sending the messages.
 *
 * Sharing one upstream chain among the streams of a device would not be simpler: streams have their own filters, starting points and speeds, and a
 * proxied `/sync` is a chain too.
 *
 * Everything is in memory, bounded, and lost with the process.
 */

export interface InboxBound {
  readonly messages: number
  readonly bytes: number
}

export interface Reader {
  /** A request is about to be sent upstream with this reader's newest token. */
  asking(): void
  /** The response contained those messages. Returns the messages to deliver under its token, each a JSON text. */
  take(messages: readonly string[], next_batch: string): readonly string[]
  /** Whether a message past its position is kept. */
  behind(): boolean
  leave(): void
}

export interface Inbox {
  /**
   * A client sent a token. What it acknowledges is removed when the homeserver has accepted the token, at the first `take`. `wake` is called when another
   * reader received something.
   */
  arrive(token: string | undefined, wake?: () => void): Reader
  kept_messages(): number
  kept_bytes(): number
  /** There are neither readers nor messages. */
  idle(): boolean
  /** Removes the oldest message. */
  shed(): void
}

/** The most tokens to remember: a reader that was cut off may be this many responses behind. */
const TOKENS = 1_000

/** Counts messages since the inbox was created. */
interface Place {
  position: number
}

export function createInbox(bound: InboxBound): Inbox {
  const kept: string[] = []
  let start = 0
  let bytes = 0
  const tokens = new Map<string, number>()
  const readers = new Map<Place, (() => void) | undefined>()
  const end = () => start + kept.length

  const letGo = (until: number) => {
    if (until <= start) return
    for (const message of kept.splice(0, until - start)) bytes -= message.length
    start = until
    // Every token is now treated like an unknown one.
    if (kept.length === 0) tokens.clear()
  }
  const append = (messages: readonly string[]) => {
    for (const message of messages) {
      kept.push(message)
      bytes += message.length
    }
    letGo(end() - bound.messages)
    while (bytes > bound.bytes && kept.length > 1) letGo(start + 1)
  }
  const remember = (token: string, position: number) => {
    if (kept.length === 0) return
    // Two chains may be given the same token, one of them before the other's messages arrived. It acknowledges only what both included.
    const least = Math.min(position, tokens.get(token) ?? position)
    tokens.delete(token)
    tokens.set(token, least)
    for (const oldest of tokens.keys()) {
      if (tokens.size <= TOKENS) break
      tokens.delete(oldest)
    }
  }
  const wakeOthers = (but: Place) => {
    for (const [place, wake] of readers) if (place !== but && place.position < end()) wake?.()
  }
  /** Keeps what an open chain may still receive. */
  const acknowledge = (until: number) => letGo(Math.min(until, ...[...readers.keys()].map(({ position }) => position)))
  const readerAt = (place: Place, acknowledged: number | undefined, wake: (() => void) | undefined): Reader => {
    let end_when_asked = start
    let to_acknowledge = acknowledged
    readers.set(place, wake)
    return {
      asking: () => {
        end_when_asked = end()
      },
      take: (messages, next_batch) => {
        if (to_acknowledge !== undefined) acknowledge(to_acknowledge)
        to_acknowledge = undefined
        const from = Math.max(place.position, start)
        const overlap = from + overlay(kept.slice(from - start), messages)
        const reached = messages.length === 0 ? Math.max(from, end_when_asked) : overlap + messages.length
        const fresh = messages.slice(end() - overlap)
        append(fresh)
        const delivered = kept.slice(Math.max(from - start, 0), Math.max(reached - start, 0))
        place.position = reached
        remember(next_batch, reached)
        if (fresh.length > 0) wakeOthers(place)
        return delivered
      },
      behind: () => place.position < end(),
      leave: () => void readers.delete(place),
    }
  }
  return {
    arrive: (token, wake) => {
      const known = token === undefined ? undefined : tokens.get(token)
      return readerAt({ position: Math.max(known ?? start, start) }, known, wake)
    },
    kept_messages: () => kept.length,
    kept_bytes: () => bytes,
    idle: () => readers.size === 0 && kept.length === 0,
    shed: () => letGo(start + Math.min(kept.length, 1)),
  }
}

/** Aligns the messages with the kept ones: the first position from which both match as far as both go. */
function overlay(kept: readonly string[], messages: readonly string[]): number {
  for (let place = 0; place < kept.length; place += 1) {
    const common = Math.min(kept.length - place, messages.length)
    if (common > 0 && messages.slice(0, common).every((message, index) => message === kept[place + index])) return place
  }
  return kept.length
}
