// The raw reader's answer for each requirement that it can judge.
import { answered, NOT_SEEN, type RawAnswer, says, spelled } from './raw-answer.js'
import { type Answers, ofContent } from './raw-content.js'
import type { RawReading } from './raw-reading.js'

const ofFraming = ({ stream, idle, resume }: RawReading): Answers => {
  const stray = stream.unknown_fields.filter(line => !line.includes(':'))
  const unknown = stream.unknown_fields.filter(line => line.includes(':'))
  const ends = Object.entries(stream.line_ends).filter(([, count]) => count > 0)
  // Ids forged by a payload or given by the publisher are not the server's.
  const gives = stream.empty_ids > 0 || (resume.ids && !resume.ids_of_publisher)
  const whereIds = (holds: boolean, seen: string): RawAnswer => (gives ? says(holds, () => seen) : NOT_SEEN)
  const unsafe = stream.first_ids.find(id => /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/.test(id))
  const nul = stream.odd_ids.find(id => id.includes('\0'))
  const beyond = stream.odd_ids.find(id => /[^\x00-\x7f]/.test(id))
  const ascii = stream.odd_ids.find(id => /^[ \t]|[ \t]$|[\x00-\x1f\x7f]/.test(id))
  const outside = stream.unknown_fields.find(line => /^\s*[<{[]/.test(line))
  return {
    'FRM-02': says(
      !Buffer.from(stream.begins_with.b64, 'base64')
        .subarray(0, 3)
        .equals(Buffer.from([0xef, 0xbb, 0xbf])),
      () => spelled(stream.begins_with),
    ),
    'FRM-03': says(ends.length < 2, () => ends.map(([kind, count]) => `${count} ${kind.toUpperCase()}`).join(', ')),
    'FRM-08': says(unknown.length === 0, () => JSON.stringify(unknown[0])),
    'FRM-11': says(stray.length === 0, () => JSON.stringify(stray[0])),
    'FRM-13': says(stream.blocks_without_data.length === 0, () => JSON.stringify(stream.blocks_without_data[0])),
    'ID-03': whereIds(stream.events_without_id === 0, `${stream.events_without_id} events without id`),
    'ID-03b': whereIds(stream.empty_ids === 0, `${stream.empty_ids} empty ids`),
    'FRM-09': whereIds(nul === undefined, JSON.stringify(nul)),
    'ID-04': whereIds(ascii === undefined, JSON.stringify(ascii)),
    'ID-04e': whereIds(beyond === undefined, JSON.stringify(beyond)),
    'ID-04c': whereIds(unsafe === undefined, JSON.stringify(unsafe)),
    'ID-10': whereIds(stream.duplicate_ids === 0, `${stream.duplicate_ids} repeated ids`),
    'LIF-05':
      stream.retries.length === 0
        ? NOT_SEEN
        : says(
            stream.retries.every(ms => Number(ms) >= 100 && Number(ms) <= 3_600_000),
            () => `retry: ${stream.retries[0]}`,
          ),
    'LIF-11': says(idle.ended === null, () => idle.ended ?? ''),
    'LIF-08b': says(outside === undefined, () => JSON.stringify(outside)),
    'HTTP-28': says(stream.chunk_faults.length === 0, () => stream.chunk_faults[0] ?? ''),
  }
}

const ofHead = ({ head, idle }: RawReading): Answers => {
  const all = (name: string): string[] => head.headers.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value)
  const [type = ''] = all('content-type')
  const charset = /charset="?([^";\s]+)/i.exec(type)?.[1]?.toLowerCase()
  const caching = all('cache-control').flatMap(value =>
    value
      .toLowerCase()
      .split(',')
      .map(part => part.trim()),
  )
  const shown = (name: string): string =>
    all(name)
      .map(value => `${name}: ${value}`)
      .join(', ') || `no ${name}`
  const onHead = (holds: boolean, seen: () => string): RawAnswer => (head.status === null ? NOT_SEEN : says(holds, seen))
  return {
    'HTTP-01': onHead(head.status === 200, () => `status ${head.status}`),
    'HTTP-02': onHead(/^text\/event-stream\s*(;|$)/i.test(type), () => shown('content-type')),
    'HTTP-02b': onHead(all('content-type').length === 1, () => shown('content-type')),
    'HTTP-03': onHead(charset === undefined || /^utf-?8$/.test(charset), () => type),
    'HTTP-04': onHead(
      all('transfer-encoding').length === 0 || all('content-length').length === 0,
      () => `${shown('transfer-encoding')}, ${shown('content-length')}`,
    ),
    'HTTP-04b': onHead(all('content-length').length === 0, () => shown('content-length')),
    'HTTP-29': onHead(
      all('transfer-encoding').every(value => value.toLowerCase() === 'chunked'),
      () => shown('transfer-encoding'),
    ),
    'HTTP-06': onHead(head.framing !== 'close', () => 'neither Content-Length nor chunked'),
    'HTTP-07': onHead(
      caching.some(part => part === 'no-store' || part === 'no-cache'),
      () => shown('cache-control'),
    ),
    'HTTP-08': onHead(caching.includes('no-transform'), () => shown('cache-control')),
    'HTTP-09': says(idle.head_after_ms !== null && idle.head_after_ms <= 1000, () =>
      idle.head_after_ms === null ? 'no headers in 20 s without an event' : `headers after ${idle.head_after_ms} ms`,
    ),
  }
}

const ofRequests = ({ requests }: RawReading): Answers => {
  const { methods } = requests
  const [head, options, propfind] = [methods.HEAD, methods.OPTIONS, methods.PROPFIND]
  const writing = ['POST', 'PUT', 'PATCH', 'DELETE'].flatMap(name => (methods[name] === undefined ? [] : [[name, methods[name]] as const]))
  const wrong = [
    ...writing.filter(([, { stream, status }]) => stream || (status !== 405 && status !== 501)),
    ...(propfind?.stream ? [['PROPFIND', propfind] as const] : []),
  ]
  const refused = [...writing, ['PROPFIND', propfind] as const].filter(([, one]) => one?.status === 405)
  const silent = refused.find(([, one]) => one?.allow === null)
  const ids = Object.entries(requests['last-event-ids'])
  const { empty } = requests['last-event-ids']
  const others = ids.filter(([name]) => name !== 'empty')
  const served = (status: number | null): boolean => status !== null && status >= 200 && status < 500
  const failing = others.find(([, { status }]) => status !== null && !served(status))
  const hanging = others.find(([, { status }]) => status === null)
  const [old, other] = [requests['http-1-0'], requests['other-origin']]
  return {
    'HTTP-05': old.status === null ? NOT_SEEN : says(old.transfer_encoding === null, () => `Transfer-Encoding: ${old.transfer_encoding}`),
    'HTTP-13': says(wrong.length === 0, () => wrong.map(([name, one]) => `${name}: ${answered(one)}`).join('; ')),
    'HTTP-13b': refused.length === 0 ? NOT_SEEN : says(silent === undefined, () => `${silent?.[0]}: 405 without Allow`),
    'HTTP-13c':
      propfind === undefined ? NOT_SEEN : says([400, 405, 501].includes(propfind.status ?? 0), () => `PROPFIND: ${answered(propfind)}`),
    'HTTP-14':
      head === undefined || head.status === null ? NOT_SEEN : says(head.content_after_head !== true, () => `HEAD: ${answered(head)}`),
    'HTTP-14b':
      head === undefined
        ? NOT_SEEN
        : says(head.status !== null && head.then !== 'nothing', () => `HEAD: ${answered(head)}, then ${head.then ?? 'nothing'}`),
    'HTTP-15': options === undefined ? NOT_SEEN : says(options.status !== null && !options.stream, () => `OPTIONS: ${answered(options)}`),
    'HTTP-20': says(requests['no-accept'].stream, () => answered(requests['no-accept'])),
    'HTTP-20b': says(requests['any-accept'].stream, () => answered(requests['any-accept'])),
    'HTTP-31':
      other.allow_origin === null
        ? NOT_SEEN
        : says(
            other.allow_origin !== '*' || other.allow_credentials === null,
            () => `Access-Control-Allow-Credentials: ${other.allow_credentials}`,
          ),
    'RES-06': empty === undefined ? NOT_SEEN : says(served(empty.status), () => answered(empty)),
    'RES-07': says(failing === undefined, () => `${failing?.[0]}: ${failing === undefined ? '' : answered(failing[1])}`),
    'RES-07b': says(hanging === undefined, () => `${hanging?.[0]}: no response within 5 s`),
  }
}

/** The longest time without an event or comment on an idle stream: 16 s, because a heartbeat of 15 s is sometimes late. */
const MOST_SILENT_S = 16

const ofSilence = ({ idle }: RawReading): Answers => {
  if (idle.ended !== null || idle.head_after_ms === null || idle.events.length > 0) return {}
  const times = [idle.head_after_ms / 1000, ...idle.comments.map(({ after_s }) => after_s), idle.seconds]
  const longest = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))
  return { 'HB-16': says(longest <= MOST_SILENT_S, () => `${longest.toFixed(1)} s without a byte`) }
}

const ofReturn = ({ return: { live, received_again } }: RawReading): Answers =>
  live ? { 'RES-21': says(!received_again, () => 'what was received before came again') } : {}

const ofResume = ({ resume }: RawReading): Answers => {
  // Without published ids this server sends none, and ssespec publishes none to resume from.
  if (!resume.ids || resume.ids_of_publisher) return {}
  const { busy } = resume
  const again = (): string =>
    busy?.around_a_repeat
      ? `${busy.repeated} came twice over ${busy.cuts} cuts; Last-Event-ID ${busy.around_a_repeat.last_event_id_sent}, then ${spelled(busy.around_a_repeat).slice(0, 80)}`
      : first()
  const first = (): string =>
    resume.first_events.map(({ id, data }) => JSON.stringify([id, data.slice(0, 40)])).join(' ') || 'nothing was received'
  // Faults that show only while events flow may or may not show if others publish on the same channel.
  const unlessBusy = (holds: boolean, busily = 0): RawAnswer => (holds && busily > 0 ? NOT_SEEN : says(holds, first))
  return {
    'RES-02': says(resume.replayed.every(Boolean), first),
    'RES-03': unlessBusy(resume.replayed.every(Boolean), busy?.lost),
    'RES-04': unlessBusy(!resume.repeated, busy?.repeated),
    // If it depends on timing, not seeing it proves nothing.
    ...(busy !== null && busy.lost > 0 ? { 'RES-22': says(false, () => `${busy.lost} lost over ${busy.cuts} cuts`) } : {}),
    ...(busy !== null && busy.repeated > 0 ? { 'RES-22b': says(false, again) } : {}),
    ...(busy !== null && busy.twice_on_one_stream > 0 ? { 'ID-10': says(false, again) } : {}),
    'RES-04b': resume.replayed.every(Boolean) ? says(resume.in_order, first) : NOT_SEEN,
    'RES-15b': says(
      resume.old_event_count === 0,
      () =>
        `${resume.old_event_count} old events: ${resume.old_events.map(({ id, data }) => JSON.stringify([id, data.slice(0, 30)])).join(' ')}`,
    ),
    'RES-15': says(resume.caught_up.after_ms !== null && resume.caught_up.after_ms <= 1000, () => answered(resume.caught_up)),
  }
}

/** The raw reader's answers, by requirement id. */
export const rawAnswers = (reading: RawReading): Readonly<Record<string, RawAnswer>> => ({
  ...ofHead(reading),
  ...ofFraming(reading),
  ...ofContent(reading),
  ...ofRequests(reading),
  ...ofResume(reading),
  ...ofSilence(reading),
  ...ofReturn(reading),
})
