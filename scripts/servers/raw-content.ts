// What the raw reader says of payloads and event names: requirements of FRM and SEC.
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
  'FRM-20': ['empty'],
  'FRM-25': ['multi-byte'],
}

export type Answers = Record<string, RawAnswer>
type Payloads = RawReading['payloads']

const some = (payloads: Payloads, names: readonly string[]): RawPayload[] =>
  names.flatMap(name => {
    const one = payloads[name]
    return one === undefined ? [] : [one]
  })

const forged = (mark: string, { events }: RawPayload, begins: boolean): boolean =>
  events.some(event => (begins ? event.data.startsWith(mark) : event.data.includes(mark)) || event.last_event_id.includes(mark))

export const ofContent = ({ payloads }: RawReading): Answers => {
  const arrived = payloads.plain?.whole === true
  const contents = Object.entries(PAYLOADS).map(([id, names]): [string, RawAnswer] => {
    const own = some(payloads, names)
    const judged = own.filter(accepted)
    const odd = judged.find(one => !one.whole)
    return [id, arrived && judged.length > 0 ? says(odd === undefined, () => came(odd as RawPayload)) : NOT_SEEN]
  })
  const named = some(payloads, ['name-lf', 'name-cr', 'name-crlf'])
  const forgedName = named.find(one => forged('forged-name', one, false))
  const endedByName = named.find(one => one.stream_ended !== null || !one.canary)
  const forging = (name: string, mark: string): RawAnswer => {
    const [own] = some(payloads, [name])
    return own === undefined || !accepted(own) ? NOT_SEEN : says(!forged(mark, own, true), () => came(own))
  }
  const [empty, plainName] = [payloads.empty, payloads['plain-name']]
  return {
    ...Object.fromEntries(contents),
    'FRM-12': says(forgedName === undefined, () => came(forgedName as RawPayload)),
    'FRM-12b': says(endedByName === undefined, () => came(endedByName as RawPayload)),
    'FRM-20b': empty === undefined ? NOT_SEEN : says(empty.stream_ended === null && empty.canary, () => came(empty)),
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
