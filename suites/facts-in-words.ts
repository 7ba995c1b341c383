/** How a boolean fact reads when it is true, and when it is false. */
interface Clause {
  readonly yes: string
  readonly no: string
}

// In a pattern, `*` matches any name and `#` an index (printed from 1), inserted as {1}, {2}; a final `**` matches the rest of a path into a document
// that the server sent. Nouns have no article because they are printed before a colon or after “no”.
const FACTS: readonly (readonly [pattern: string, words: string | Clause])[] = [
  ['deliveries', 'published events'],
  ['deliveries.*', 'event of the payload “{1}”'],
  ['deliveries.*.got', 'text that a client receives for the payload “{1}”'],
  ['deliveries.*.got_type', 'type of the event for the payload “{1}”'],
  ['deliveries.*.after_ms', 'time from publishing the payload “{1}” to its event'],
  ['deliveries.*.fate', 'outcome of publishing “{1}”'],
  [
    'deliveries.*.alone',
    {
      yes: 'the event for “{1}” arrived before the next was published',
      no: 'the event for “{1}” did not arrive before the next was published, or the stream ended',
    },
  ],
  ['deliveries.*.behind_ms.*', 'time from the first arrival of the payload “{1}” to its arrival on the stream “{2}”'],
  ['deliveries.*.behind_ms', 'arrival of the payload “{1}”'],
  ['delivered', 'number of published events that arrived'],
  ['fates.arrived', 'number of events that arrived'],
  ['fates.held', 'number of events that never arrived'],
  ['framing.ids_beyond_ascii', 'non-ASCII ids'],
  ['framing.ids', 'number of ids'],
  ['framing.bytes', 'length of the content'],
  ['resume', 'events over all connections'],
  ['undelivered', 'published events that an open stream never received'],
  ['deliveries.*.watched_ms', 'time waited for the payload “{1}”, which never arrived,'],
  ['deliveries.*.held_up_ms', 'delay of the payload “{1}”'],
  ['deliveries.*.blank_line_after_ms', 'time from the payload “{1}” to the blank line that dispatches it'],
  ['deliveries.*.accepted', { yes: 'the publish hook accepted the payload “{1}”', no: 'the publish hook refused the payload “{1}”' }],
  ['heartbeats', 'heartbeats'],
  ['heartbeats.#.bytes', 'bytes of heartbeat {1}'],
  ['heartbeats.#.late_ms', 'delay of heartbeat {1}'],
  ['heartbeats.#.form', 'form of heartbeat {1}'],
  ['silences.#.late_ms', 'time by which a heartbeat is overdue (silence {1})'],
  ['silences.#.lasted_ms', 'longest time without a comment or an event'],
  ['heartbeat_count.seen', 'number of heartbeats in the time watched'],
  ['bursts', 'bursts of heartbeats after a stall'],
  ['framing.invalid_utf8', 'bytes that are not UTF-8'],
  ['framing.bom_at_start', 'byte order marks at the start of a stream'],
  ['framing.bom_later', 'byte order marks inside a stream'],
  ['framing.mixed_line_ends', 'line endings of a different kind than the first'],
  ['framing.unknown_fields', 'fields other than data, event, id and retry'],
  ['framing.ids_with_nul', 'ids containing NUL, which clients ignore'],
  ['framing.retries.#.value', 'value of the retry field {1}'],
  ['framing.retries.#.ms', 'time in the retry field {1}'],
  ['framing.colonless', 'lines without a colon that are not a field'],
  ['framing.blocks_without_data', 'events without data, which dispatch nothing'],
  ['framing.too_long', 'lines or events longer than ssespec keeps'],
  ['framing.id_only_blocks', 'blocks that set an id and have no data'],
  ['framing.empty_ids', 'empty id fields, which reset the client’s last event ID'],
  ['framing.events_without_id', 'events without an id'],
  ['framing.ids_with_edge_space', 'ids that begin or end with a space or tab'],
  ['framing.ids_not_in_a_field_value', 'ids with bytes that are not allowed in a header'],
  ['framing.long_ids', 'ids of more than 128 bytes'],
  ['framing.unsafe_ids', 'ids with bytes that make a fetch client need a preflight'],
  ['framing.markup', 'lines of HTML or JSON outside of fields'],
  ['framing.json_texts', 'events that join several JSON texts'],
  ['events.forged.#.data', 'data of the forged event {1}'],
  ['events.forged.#.last_event_id', 'last event ID after the forged event {1}'],
  ['events.forged', 'events or fields that a payload or a name forged'],
  ['events.foreign', 'events from another channel or user'],
  ['events.same_id', 'ids that two events share'],
  ['resume', 'events over all connections'],
  ['framing', 'bytes of the stream'],
  ['events', 'events'],
  ['exchanges.*.resumed', 'resume of “{1}”'],
  ['resume.held', 'last published events that did not arrive'],
  ['exchanges.*.resumed.held', 'last published events that did not arrive on “{1}”'],
  ['resume.published', 'number of published events'],
  ['events.count', 'number of events'],
  ['events.most', 'largest number of events on one stream'],
  ['resume.lost', 'events lost'],
  ['resume.repeated', 'events that were sent again after a resume'],
  ['resume.reordered', 'events out of order after a resume'],
  ['ends', 'number of streams that the server ended'],
  ['filled', 'history of a stream that was cut often'],
  ['filled.cuts', 'number of cuts'],
  ['filled.published', 'number of events published'],
  ['filled.lost', 'events that were lost over the cuts'],
  ['filled.held', 'last published events that did not arrive'],
  ['filled.repeated', 'events that were repeated over the cuts'],
  ['filled.reordered', 'events out of order over the cuts'],
  ['not_200', 'responses to the stream request with a status other than 200'],
  ['not_event_stream', 'responses with status 200 whose Content-Type is not text/event-stream'],
  ['exchanges', 'requests'],
  ['exchanges.*', 'request “{1}”'],
  ['exchanges.*.response', 'response to “{1}”'],
  ['exchanges.*.response.status', 'status of the response to “{1}”'],
  ['exchanges.*.response.media_type', 'content type of the response to “{1}”'],
  ['exchanges.*.response.content_types', 'Content-Type fields in the response to “{1}”'],
  ['exchanges.*.response.charset', 'charset of the response to “{1}”'],
  ['exchanges.*.response.content_coding', 'content coding of the response to “{1}”'],
  [
    'exchanges.*.response.has_length',
    { yes: 'the response to “{1}” has a Content-Length', no: 'the response to “{1}” has no Content-Length' },
  ],
  [
    'exchanges.*.response.has_transfer_coding',
    { yes: 'the response to “{1}” has a Transfer-Encoding', no: 'the response to “{1}” has no Transfer-Encoding' },
  ],
  ['exchanges.*.response.transfer_codings.#', 'transfer coding {2} of the response to “{1}”'],
  ['exchanges.*.response.allow_credentials', 'Access-Control-Allow-Credentials beside “*” in the response to “{1}”'],
  ['exchanges.*.response.delimiter', 'framing of the response body of “{1}”'],
  ['exchanges.*.response.coding_fault', 'content of “{1}” that does not match its content coding'],
  ['exchanges.*.response.cache_control', 'Cache-Control of “{1}”'],
  ['exchanges.*.response.head_after_ms', 'time from the request “{1}” to its response headers'],
  ['exchanges.*.response.allow_headers', 'Access-Control-Allow-Headers of “{1}”'],
  ['exchanges.*.response.vary', 'Vary of “{1}”'],
  ['exchanges.*.response.errcode', 'errcode in the response to “{1}”'],
  ['exchanges.*.response.fields', 'response headers of “{1}”'],
  ['exchanges.*.response.connection_fields', 'connection-specific headers in the response to “{1}”'],
  ['exchanges.*.response.syntax', 'syntax errors in the response headers of “{1}”'],
  ['exchanges.*.response.chunk_syntax', 'syntax errors in the chunked coding of “{1}”'],
  ['exchanges.*.response.split', 'header fields that a parameter of “{1}” forged'],
  ['exchanges.*.injected', 'lines of “{1}” that a line break in a parameter forged'],
  ['exchanges.*.response.stack_trace', 'stack trace lines in the response to “{1}”'],
  ['exchanges.*.response.token_in_location', 'tokens in the Location of “{1}”'],
  ['exchanges.*.stream', { yes: '“{1}” opens a stream', no: '“{1}” does not open a stream' }],
  ['exchanges.*.end', 'end of the stream “{1}”'],
  ['exchanges.*.end.how', 'how “{1}” ends'],
  ['exchanges.*.end.prompted', { yes: '“{1}” ends because ssespec asked for it', no: '“{1}” ends by itself' }],
  ['exchanges.*.end.pending', 'bytes of an unfinished event at the end of “{1}”'],
  ['exchanges.*.arrival.spread_ms', 'time from the first event to the last of “{1}”, which took 2 s or more,'],
  ['exchanges.*.unfinished', 'bytes of an unfinished event where the capture stops'],
  ['exchanges.*.leftover_bytes', 'number of bytes after the end of the response to “{1}”'],
  ['exchanges.*.second', 'outcome of a second request on the connection of “{1}”'],
  ['exchanges.*.outcome', 'outcome of “{1}”'],
  ['exchanges.*.events', 'number of events on “{1}”'],
  ['exchanges.*.sync.count', 'number of sync responses on “{1}”'],
  ['exchanges.*.comment_every_ms', 'time between two heartbeats on “{1}”'],
  ['exchanges.*.first_event.heartbeats_before', 'number of heartbeats before the first event of “{1}”'],
  ['exchanges.*.after_call', 'stream “{1}” after the call'],
  ['exchanges.*.after_call.ended_after_ms', 'time from the call until “{1}” ended'],
  ['exchanges.*.resumed.missing', 'events that “{1}” left out when it resumed'],
  ['exchanges.*.resumed.stale', 'events that “{1}” sent again though its Last-Event-ID covers them'],
  ['exchanges.*.strangers', 'data of another user on “{1}”'],
  ['exchanges.*.strangers.#.text', 'data {2} of another user on “{1}”'],
  ['exchanges.*.sync', 'stream of sync responses on “{1}”'],
  ['exchanges.*.sync.not_json', 'events on “{1}” whose data is not a JSON object'],
  ['exchanges.*.sync.named.#.text', 'event name {2} on “{1}”'],
  ['exchanges.*.sync.named', 'events on “{1}” with an event name'],
  ['exchanges.*.sync.mismatched', 'events on “{1}” whose id is not their next_batch'],
  ['exchanges.*.sync.without_next_batch', 'events on “{1}” without next_batch'],
  ['exchanges.*.sync.without_id', 'events on “{1}” without an id'],
  ['exchanges.*.sync.ids_without_sync', 'ids on “{1}” without a sync response'],
  ['exchanges.*.sync.empty', 'empty sync responses on “{1}”'],
  ['exchanges.*.sync.responses.#', 'response {2} on “{1}”'],
  ['exchanges.*.sync.responses.#.data', 'response {2} on “{1}”'],
  ['exchanges.*.sync.responses.#.data.**', '{3} in response {2} on “{1}”'],
  ['exchanges.*.sync.picture', 'sync responses on “{1}”'],
  ['exchanges.*.sync.picture.*', '{2} on “{1}”'],
  ['exchanges.*.sync.picture.*.#.batch', 'number, from 0, of the response on “{1}” that has item {3} of {2}'],
  ['exchanges.*.sync.picture.*.#.type', 'type of item {3} of {2} on “{1}”'],
  ['exchanges.*.sync.picture.rooms.*', 'room “{2}” on “{1}”'],
  ['exchanges.*.sync.picture.rooms.*.*', '{3} of the room “{2}” on “{1}”'],
  ['exchanges.*.sync.picture.rooms.*.*.#.batch', 'number, from 0, of the response on “{1}” that has item {4} of {3} of the room “{2}”'],
  ['exchanges.*.sync.picture.rooms.*.*.#.body', 'message {4} in {3} of the room “{2}” on “{1}”'],
  ['exchanges.*.sync.picture.rooms.*.gaps.#', 'limited timeline {3} of the room “{2}” on “{1}”'],
  [
    'exchanges.*.sync.picture.rooms.*.gaps.#.prev_batch',
    {
      yes: 'the limited timeline {3} of the room “{2}” on “{1}” has a prev_batch',
      no: 'the limited timeline {3} of the room “{2}” on “{1}” has no prev_batch',
    },
  ],
  ['compared', 'streams compared with /sync'],
  ['compared.*', 'stream “{1}” compared with /sync'],
  ['compared.*.*', '{2} of the stream “{1}” compared with /sync'],
  ['compared.*.*.missing', 'items of {2} that /sync returned and the stream “{1}” did not'],
  ['compared.*.*.extra', 'items of {2} that the stream “{1}” sent and /sync did not return'],
  ['compared.*.*.repeated', 'items of {2} that the stream “{1}” sent twice'],
  ['compared.*.*.reordered', 'items of {2} in another order on the stream “{1}” than in /sync'],
  ['followed', 'streams that followed /sync'],
  ['followed.*', 'stream “{1}” following /sync'],
  ['followed.*.fate', 'whether the stream “{1}” caught up with /sync'],
  ['followed.*.skipped', 'events that /sync returned and the stream “{1}” left out'],
  ['followed.*.lost', 'events that /sync returned to several clients and no stream sent'],
  ['calls', 'calls'],
  ['calls.*', 'call “{1}”'],
  ['calls.*.status', 'status of the call “{1}”'],
  ['calls.*.answer', 'response to the call “{1}”'],
  ['calls.*.answer.*', '{2} in the response to the call “{1}”'],
  ['beside_polling', 'stream compared with long polling'],
  ['beside_polling.slower_ms', 'time by which the stream is slower than long polling'],
  ['beside_polling.surely_slower_ms', 'time by which the stream is consistently slower than long polling'],
  ['metrics', 'metrics'],
  ['metrics.*', 'metrics after “{1}”'],
  ['metrics.*.more_streams', 'number of streams still open after “{1}”'],
  ['metrics.*.more_memory_bytes', 'memory growth of the server by “{1}”'],
  ['browsers', 'browsers'],
  ['browsers.*', 'run in {1}'],
  ['browsers.*.vectors.differing', 'test vectors that {1} parses differently than the standard'],
  ['browsers.*.sources', 'sources in {1}'],
  ['browsers.*.sources.*', 'source “{2}” in {1}'],
  ['browsers.*.sources.*.unopened', 'responses that keep the source “{2}” in {1} from opening'],
  ['browsers.*.sources.*.unreopened', 'responses that keep the source “{2}” in {1} from reopening'],
  ['browsers.*.sources.*.unreadable', 'responses to the source “{2}” that its page in {1} may not read'],
  ['browsers.*.sources.*.opened', 'number of times that the source “{2}” in {1} opened'],
  ['browsers.*.sources.*.requests', 'number of requests of the source “{2}” in {1}'],
  ['browsers.*.sources.*.reconnects', 'reconnects of the source “{2}” in {1}'],
  ['browsers.*.sources.*.undelivered', 'published events that the source “{2}” in {1} never dispatched'],
  ['browsers.*.sources.*.altered', 'published events that the source “{2}” in {1} dispatched altered'],
  ['browsers.*.sources.*.repeated', 'published events that the source “{2}” in {1} dispatched more than once'],
  ['browsers.*.sources.*.reordered', 'published events that the source “{2}” in {1} dispatched out of order'],
  ['browsers.*.sources.*.strange', 'events of the source “{2}” in {1} that were never published'],
  ['browsers.*.sources.*.differing', 'events of the source “{2}” in {1} that differ from its bytes'],
  ['browsers.*.sources.*.reset_ids', 'events that emptied the last event ID of the source “{2}” in {1}'],
  ['browsers.*.sources.*.unexact_ids', 'requests of the source “{2}” in {1} whose Last-Event-ID is not the last id received'],
  ['browsers.*.sources.*.gave_up', { yes: 'the source “{2}” in {1} gave up', no: 'the source “{2}” in {1} did not give up' }],
  ['browsers.*.sources.*.closed_after_ms', 'time from close() of the source “{2}” in {1} until its connection was gone'],
]

/** Names of parts that may be missing from a document. */
const PARTS: Readonly<Record<string, string>> = {
  resumed: 'a resume from one of the server’s ids',
  allow: 'an Allow header',
  allow_headers: 'an Access-Control-Allow-Headers header',
  allow_origin: 'an Access-Control-Allow-Origin header',
  errcode: 'an errcode',
  response: 'a response',
  after_ms: 'an arrival in the time waited',
  blank_line_after_ms: 'a blank line after it',
  ended_after_ms: 'an end in the time waited',
}

const isPlace = (name: string): boolean => /^\d+$/.test(name)

const fits = (pattern: readonly string[], names: readonly string[]): boolean =>
  (pattern.at(-1) === '**' ? pattern.length <= names.length : pattern.length === names.length) &&
  pattern.every((part, index) => {
    const name = names[index] ?? ''
    return part.startsWith('*') || (part === '#' ? isPlace(name) : part === name)
  })

/** A path into JSON, as JavaScript writes it: `rooms.join["!a:b"].timeline.events[0]`. */
const pathOf = (names: readonly string[]): string =>
  names
    .map(name => {
      if (isPlace(name)) return `[${name}]`
      return /^[\w.]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
    .replace(/^\./, '')

const filled = (words: string, pattern: readonly string[], names: readonly string[]): string => {
  const captured = pattern.flatMap((part, index) => {
    const name = names[index] ?? ''
    if (part === '#') return [String(Number(name) + 1)]
    if (part === '**') return [pathOf(names.slice(index))]
    return part === '*' ? [name.replaceAll('_', ' ')] : []
  })
  return words.replace(/\{(\d)\}/g, (_whole, number: string) => captured[Number(number) - 1] ?? '')
}

/** The fact at a JSON pointer of an observation, in words; undefined if the table has no entry for it. */
export const factInWords = (names: readonly string[]): string | Clause | undefined => {
  const [found] = FACTS.filter(([pattern]) => fits(pattern.split('.'), names))
  if (found === undefined) return undefined
  const [pattern, words] = [found[0].split('.'), found[1]]
  if (typeof words === 'string') return filled(words, pattern, names)
  return { yes: filled(words.yes, pattern, names), no: filled(words.no, pattern, names) }
}

/** The name of a missing part, in words. */
export const partInWords = (name: string): string => PARTS[name] ?? name

/** The unit in a name's suffix, with a leading space: `after_ms` gives ` ms`. */
export const unitOf = (name: string): string => (/(?:^|_)(ms|s|bytes)$/.exec(name)?.[1] ?? '').replace(/^(?=.)/, ' ')
