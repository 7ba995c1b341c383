// The raw reader's answers about payloads and event names: requirements of FRM and SEC.
import { accepted, came, NOT_SEEN, type RawAnswer, says } from './raw-answer.js'
import type { RawPayload, RawReading } from './raw-reading.js'

const PAYLOADS: Readonly<Record<string, readonly string[]>> = {
  'FRM-05': ['lf'],
  'FRM-05b': ['crlf'],
  'FRM-05c': ['cr'],
  'FRM-05d': ['blank-lines'],
  'FRM-05e': ['trailing-lf'],
  'FRM-07': ['leading-space'],
  'FRM-07b': ['trailing-space'],
  'FRM-07c': ['tab'],
  'FRM-15': ['64-kib'],
  'FRM-15b': ['1-mib'],
  'FRM-18': ['unicode-separators'],
  'FRM-18b': ['vt-ff'],
  'FRM-19': ['controls', 'separators-1c-1e'],
  'FRM-19b': ['nul'],
  'FRM-20': ['empty'],
  'FRM-25': ['multi-byte'],
  'FRM-25b': ['1-mib-many-bytes'],
}

/** Payloads with line breaks and control characters. */
const HAZARDOUS = [
  'lf',
  'crlf',
  'cr',
  'blank-lines',
  'trailing-lf',
  'unicode-separators',
  'vt-ff',
  'controls',
  'separators-1c-1e',
  'nul',
  'forging-lf',
  'forging-cr',
]

const HARMLESS = ['plain', 'quoted', 'leading-space', 'trailing-space', 'tab', 'multi-byte', 'colon', 'field-like', 'plain-name']

export type Answers = Record<string, RawAnswer>
type Payloads = RawReading['payloads']

const some = (payloads: Payloads, names: readonly string[]): RawPayload[] =>
  names.flatMap(name => {
    const one = payloads[name]
    return one === undefined ? [] : [one]
  })

const forged = (mark: string, { events }: RawPayload, begins: boolean): boolean =>
  events.some(event => (begins ? event.data.startsWith(mark) : event.data.includes(mark)) || event.last_event_id.includes(mark))

const stops = ({ stream_ended, canary }: RawPayload): boolean => stream_ended !== null || !canary

/** None of these publications ended or silenced the stream. */
const goesOn = (payloads: Payloads, names: readonly string[]): RawAnswer => {
  const own = some(payloads, names)
  const stopped = own.find(stops)
  return own.length === 0 ? NOT_SEEN : says(stopped === undefined, () => came(stopped as RawPayload))
}

/** The publisher's ids as received. An id that the server rejected, or that ended its stream, proves nothing. */
const ofIds = (payloads: Payloads): Answers => {
  const became = (names: readonly string[], wrong: (payload: RawPayload) => boolean): RawAnswer => {
    const own = some(payloads, names)
    const odd = own.find(wrong)
    const seen = own.length > 0 && own.every(one => accepted(one) && !stops(one) && one.event_count > 0)
    return odd !== undefined || seen ? says(odd === undefined, () => came(odd as RawPayload)) : NOT_SEEN
  }
  return {
    'FRM-09b': became(['id-nul'], ({ bytes }) => /(^|[\r\n])id:[^\r\n]*\0/.test(Buffer.from(bytes.b64, 'base64').toString('latin1'))),
    'FRM-12c': became(['id-lf', 'id-cr'], ({ events }) => events.some(({ data }) => data.includes('forged-id'))),
    'ID-04d': became(['id-edge-space'], ({ events }) => events.some(({ id }) => id !== null && id !== id.trim())),
  }
}

/** Two events at the same time, on two streams. A payload that harms no stream arrives on both. */
const ofDelivery = ({ pairs, payloads }: RawReading): Answers => {
  const judged = pairs.filter(({ publish_status, ended }) => accepted({ publish_status }) && ended.every(end => end === null))
  const odd = judged.find(({ whole }) => !whole.every(Boolean))
  const lost = some(payloads, HARMLESS).find(one => accepted(one) && !stops(one) && one.event_count === 0)
  if (judged.length === 0) return {}
  const ofTwo = (): string => `of two streams, ${odd?.whole.filter(Boolean).length} got an event`
  return {
    'FRM-30': says(odd === undefined, () => 'one of two events published at the same time did not come whole'),
    'RES-20': says(odd === undefined && lost === undefined, () => (lost === undefined ? ofTwo() : came(lost))),
  }
}

export const ofContent = (reading: RawReading): Answers => {
  const { payloads } = reading
  const arrived = payloads.plain?.whole === true
  const contents = Object.entries(PAYLOADS).map(([id, names]): [string, RawAnswer] => {
    const own = some(payloads, names)
    const judged = own.filter(accepted)
    const odd = judged.find(one => !one.whole)
    return [id, arrived && judged.length > 0 ? says(odd === undefined, () => came(odd as RawPayload)) : NOT_SEEN]
  })
  const named = some(payloads, ['name-lf', 'name-cr', 'name-crlf'])
  const forgedName = named.find(one => forged('forged-name', one, false))
  const dropped = some(payloads, HAZARDOUS).find(one => accepted(one) && !stops(one) && one.event_count === 0)
  const forging = (name: string, mark: string): RawAnswer => {
    const [own] = some(payloads, [name])
    return own === undefined || !accepted(own) ? NOT_SEEN : says(!forged(mark, own, true), () => came(own))
  }
  const plainName = payloads['plain-name']
  return {
    ...Object.fromEntries(contents),
    ...ofIds(payloads),
    ...ofDelivery(reading),
    'FRM-12': says(forgedName === undefined, () => came(forgedName as RawPayload)),
    'FRM-12b': goesOn(payloads, ['name-lf', 'name-cr', 'name-crlf']),
    'FRM-15g': goesOn(payloads, ['64-kib', '1-mib', '1-mib-many-bytes']),
    'FRM-20b': goesOn(payloads, ['empty']),
    'FRM-29': goesOn(payloads, HAZARDOUS),
    'FRM-29b': arrived
      ? says(dropped === undefined, () => `${JSON.stringify(dropped?.published)}: ${came(dropped as RawPayload)}`)
      : NOT_SEEN,
    'FRM-23':
      plainName === undefined
        ? NOT_SEEN
        : says(
            plainName.events.some(({ type }) => type === plainName.name),
            () => came(plainName),
          ),
    'SEC-11': forging('forging-lf', 'forged-lf'),
    'SEC-11b': forging('forging-cr', 'forged-cr'),
    'HTTP-10': says(
      arrived && (payloads.plain?.after_ms ?? Number.POSITIVE_INFINITY) <= 1000,
      () => `after ${payloads.plain?.after_ms ?? 'never'} ms`,
    ),
  }
}
