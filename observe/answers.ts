import type { Observation, Place } from '../schemas/index.js'
import type { ExchangeReading } from './exchange.js'
import type { Head } from './http.js'
import { addPlace } from './places.js'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const FIRST_CHARACTERS = 60
const LOCATION_CHARACTERS = 60

const fieldOf = ({ fields }: Head, name: string): string | undefined => fields.find(([one]) => one === name)?.[1].trim()

export const mediaTypeOf = (head: Head): string | undefined => fieldOf(head, 'content-type')?.split(';')[0]?.trim().toLowerCase()

/** A query may contain private data. */
const locationOf = (head: Head): string => (fieldOf(head, 'location') ?? '').replace(/[?#].*$/s, '').slice(0, LOCATION_CHARACTERS)

/** The first characters of content that is not an event stream, on one line. */
const firstOf = ({ content }: ExchangeReading, head: Head): string => {
  if (fieldOf(head, 'content-encoding') !== undefined || mediaTypeOf(head) === 'text/event-stream') return ''
  const text = content.text.replace(/\s+/g, ' ').trim()
  return text === '' ? '' : `: ${text.length > FIRST_CHARACTERS ? `${text.slice(0, FIRST_CHARACTERS)}…` : text}`
}

const answerOf = (exchange: ExchangeReading, head: Head): string => {
  const allow = fieldOf(head, 'allow')
  const type = mediaTypeOf(head)
  return `${head.status}${type === undefined ? '' : ` ${type}`}${allow === undefined ? '' : `, Allow: ${allow}`}${firstOf(exchange, head)}`
}

/** The request that follows a redirect while ssespec connects to the target; redirects are followed nowhere else. */
const isFollowed = (exchange: ExchangeReading, next: ExchangeReading | undefined): boolean =>
  exchange.open.scenario === 'reach' && next?.open.scenario === 'reach' && next.open.label.startsWith('redirect-')

/**
 * Responses to stream requests with a status other than 200, and those with 200 whose type is not an event stream, each with the redirects before it.
 * The first list omits HTTP/1.0, which a server may refuse (RFC 9110 §15.5.22, §15.6.6).
 */
export const answerFacts = (asked: readonly ExchangeReading[]): Pick<Observation, 'not_200' | 'not_event_stream'> => {
  const not_200: Place[] = []
  const not_event_stream: Place[] = []
  let redirects: string[] = []
  for (const [index, exchange] of asked.entries()) {
    const head = exchange.seen.heads[0]
    if (head === undefined) continue
    const isRedirect = REDIRECTS.has(head.status)
    const ofReach = exchange.open.scenario === 'reach'
    if (isRedirect && isFollowed(exchange, asked[index + 1])) {
      redirects.push(`redirected (${head.status}) to ${locationOf(head)}`)
      continue
    }
    const text = [...redirects, answerOf(exchange, head)].join(', which answered ').replaceAll('answered redirected', 'redirected')
    redirects = []
    // A redirect counts as a stream if following it ends at one.
    if (head.status !== 200 && exchange.open.protocol !== '1.0' && (!isRedirect || ofReach)) addPlace(not_200, text, head.at)
    if (head.status === 200 && mediaTypeOf(head) !== 'text/event-stream') addPlace(not_event_stream, text, head.at)
  }
  return { not_200, not_event_stream }
}
