/**
 * The to-device messages of one device that are on their way to its clients.
 *
 * A homeserver forgets a to-device message when the device's next `/sync` brings a token back that is newer than the message. Behind the
 * gateway it is the gateway that makes this next call, before the client has the message (reading A14); and two streams of one device
 * (A15) make two chains of calls, of which one may make the homeserver forget what the other was not given yet. So for as long as a client of
 * the device does not bring a token back, the messages are kept here, and every response gets its to-device section from here:
 *
 * - `kept` is one list in the order of arrival, filled by every response of every chain of the device. Messages have no ids, so a response
 *   is laid over the list: what it has in common with what is kept, from its own chain's position on, is the same; the rest is new.
 * - A reader, one for each chain, has a position in the list: up to where its newest upstream token reaches. A response moves it on over its
 *   own messages; one without any, over all that was here when it was asked for, as the homeserver has forgotten that. What the reader
 *   passes is delivered under the response's token.
 * - Every `next_batch` that is given out is remembered with the position. When it comes back, as Last-Event-ID or as `since` of a proxied
 *   `/sync`, what is before it was received by the device, and is let go. A token that is not known, and an initial sync, get all that
 *   is kept: a message twice is better than a key lost.
 * - A reader that fell behind the list is woken: it asks the upstream again at once and so has a token to send the messages under.
 *
 * Sharing one upstream chain among the streams of a device would be no simpler: streams have filters and starting points of their own, read
 * at speeds of their own, and a proxied `/sync` is a chain too.
 *
 * It is all in memory, bounded, and lost with the process.
 */

export interface InboxBound {
  readonly messages: number
  readonly bytes: number
}

export interface Reader {
  /** A request is about to be made upstream with this reader's newest token. */
  asking(): void
  /** The response came with those messages: gives the messages to deliver under its token, each a JSON text. */
  take(messages: readonly string[], next_batch: string): readonly string[]
  /** Whether something is kept that is past its position. */
  behind(): boolean
  leave(): void
}

export interface Inbox {
  /** A client came with a token: what it acknowledges is let go. `wake` is called when another reader brought something. */
  arrive(token: string | undefined, wake?: () => void): Reader
  kept_messages(): number
  kept_bytes(): number
  /** Neither a reader nor a message is here. */
  idle(): boolean
  /** Lets go of the oldest message. */
  shed(): void
}

/** Tokens that are remembered: a reader that was cut off may be as many responses behind. */
const TOKENS = 1_000

/** Counts messages since the inbox began. */
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
    // Every token now says what an unknown one does.
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
    // Two chains may be given it, one before what the other brought was here: it vouches only for what both came with.
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
  const readerAt = (place: Place, wake: (() => void) | undefined): Reader => {
    let end_when_asked = start
    readers.set(place, wake)
    return {
      asking: () => {
        end_when_asked = end()
      },
      take: (messages, next_batch) => {
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
      // What an open chain may still meet stays.
      if (known !== undefined) letGo(Math.min(known, ...[...readers.keys()].map(({ position }) => position)))
      return readerAt({ position: Math.max(known ?? start, start) }, wake)
    },
    kept_messages: () => kept.length,
    kept_bytes: () => bytes,
    idle: () => readers.size === 0 && kept.length === 0,
    shed: () => letGo(start + Math.min(kept.length, 1)),
  }
}

/** Where the messages lie over what is kept: the first place from which on both are the same for as long as both last. */
function overlay(kept: readonly string[], messages: readonly string[]): number {
  for (let place = 0; place < kept.length; place += 1) {
    const common = Math.min(kept.length - place, messages.length)
    if (common > 0 && messages.slice(0, common).every((message, index) => message === kept[place + index])) return place
  }
  return kept.length
}
