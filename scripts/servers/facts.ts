// Summarizes what a server does, as the raw reader saw it. Not a verdict.
import { spelled } from './raw-answer.js'
import type { RawReading } from './raw-reading.js'

const headers = ({ idle }: RawReading): string => {
  if (idle.head_after_ms === null) return 'Response headers are sent only with the first event.'
  return idle.head_after_ms < 1000
    ? 'Response headers are sent immediately.'
    : `Response headers are sent after ${Math.round(idle.head_after_ms)} ms.`
}

const framing = ({ head, stream }: RawReading): string => {
  const how =
    head.framing === 'chunked' ? 'Chunked' : head.framing === 'close' ? 'Ended by closing the connection' : `Framed by ${head.framing}`
  const ends = Object.entries(stream.line_ends).sort(([, a], [, b]) => b - a)[0]?.[0]
  return `${how}; lines end with ${{ lf: 'LF', crlf: 'CRLF', cr: 'CR' }[ends ?? 'lf']}.`
}

const heartbeat = ({ idle }: RawReading): string => {
  const [first, second] = idle.comments
  if (first === undefined)
    return idle.bytes.length > 0
      ? `When idle, it sends \`${spelled(idle.bytes)}\` and no heartbeat within 20 s.`
      : 'When idle, it sends nothing for 20 s.'
  const every = second === undefined ? first.after_s : second.after_s - first.after_s
  return `When idle, it sends the comment \`${first.text.trimEnd()}\` every ${Math.round(every)} s.`
}

const ids = ({ stream, resume }: RawReading): string => {
  const own = stream.first_ids.filter(id => id !== '')
  if (own.length === 0 || !resume.ids || resume.ids_of_publisher) {
    const passed = resume.ids && resume.ids_of_publisher ? 'Ids come from the publisher' : 'It sends no ids'
    return `${passed}${stream.empty_ids > 0 ? '; without an id, it sends an empty `id:`' : ''}.`
  }
  const replay = resume.replayed.every(Boolean) ? 'a client that reconnects receives what it missed' : 'nothing is replayed'
  return `Ids: \`${own[0]}\`, \`${own[1] ?? ''}\`, …; ${replay}.`
}

const retry = ({ stream }: RawReading): string => (stream.retries.length === 0 ? '' : `It sends \`retry: ${stream.retries[0]}\`.`)

/** Sentences about one server. */
export const factsOf = (reading: RawReading): readonly string[] =>
  [headers(reading), framing(reading), heartbeat(reading), ids(reading), retry(reading)].filter(text => text !== '')
