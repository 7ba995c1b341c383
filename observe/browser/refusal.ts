import type { ExchangeReading } from '../exchange.js'
import { toMs } from '../places.js'
import type { SourceReading } from './page.js'

const fieldOf = ({ seen }: ExchangeReading, name: string): string | undefined =>
  seen.heads[0]?.fields.find(([one]) => one === name)?.[1].trim()

const sentField = ({ seen }: ExchangeReading, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(seen.sent)?.[1]?.trim()

const quoted = (value: string): string => `\`${value}\``

/** Why a cross-origin page may not read a response (Fetch §3.2); undefined if it may. */
const corsFault = (source: SourceReading, exchange: ExchangeReading): string | undefined => {
  const origin = exchange.open.page?.origin
  if (origin === undefined) return undefined
  const allowed = fieldOf(exchange, 'access-control-allow-origin')
  const answer = exchange.open.method === 'OPTIONS' ? 'the preflight' : 'the answer'
  if (allowed === undefined) return `${answer} has no Access-Control-Allow-Origin, so that a page of ${origin} may not read it`
  const withCredentials = source.sightings.some(({ line }) => line.credentials === true)
  if (allowed === '*' && withCredentials)
    return `${answer} allows any origin (${quoted('*')}), which does not hold for a page that sends its credentials: name its origin, ${quoted(origin)}`
  if (allowed !== '*' && allowed !== origin)
    return `${answer} allows the origin ${quoted(allowed)}, and not that of the page, ${quoted(origin)}`
  if (withCredentials && fieldOf(exchange, 'access-control-allow-credentials') !== 'true')
    return `${answer} has no ${quoted('Access-Control-Allow-Credentials: true')}, so that a page that sends its credentials may not read it`
  return undefined
}

const listOf = (value: string | undefined): string[] => (value ?? '').split(',').map(one => one.trim().toLowerCase())

/** Why a request may not be sent after its preflight (Fetch §4.8). */
const preflightFault = (source: SourceReading, exchange: ExchangeReading): string | undefined => {
  const status = exchange.seen.heads[0]?.status
  if (status === undefined) return 'the preflight (OPTIONS) was not answered'
  const cors = corsFault(source, exchange)
  if (cors !== undefined) return cors
  if (status < 200 || status > 299)
    return `the preflight (OPTIONS) was answered ${status}, and must be answered with a 2xx status and without a token`
  const allowed = listOf(fieldOf(exchange, 'access-control-allow-headers'))
  const asked = listOf(sentField(exchange, 'access-control-request-headers')).filter(name => name !== '')
  const missing = asked.filter(name => !allowed.includes(name) && (name === 'authorization' || !allowed.includes('*')))
  if (missing.length > 0) return `the preflight does not allow ${missing.join(', ')}: name it in Access-Control-Allow-Headers`
  return undefined
}

/** Why a browser does not accept a response as an event stream. */
export const streamFault = (source: SourceReading, exchange: ExchangeReading): string | undefined => {
  const head = exchange.seen.heads[0]
  if (head === undefined) return `no response came within ${Math.round(toMs(exchange.seen.closed_t - exchange.open.t) / 100) / 10} s`
  const cors = corsFault(source, exchange)
  const type = fieldOf(exchange, 'content-type') ?? 'none'
  const { last_event_id } = exchange.open
  const resuming = last_event_id === undefined ? '' : `, to a request with the Last-Event-ID ${quoted(last_event_id)}`
  if (head.status !== 200)
    return `the status is ${head.status}${resuming}, and an EventSource gives up on every other than 200${cors === undefined ? '' : `; ${cors}`}`
  if (cors !== undefined) return cors
  if (!/^text\/event-stream\s*(;|$)/i.test(type)) return `the content type is ${quoted(type)}, and not text/event-stream`
  return undefined
}

// The other messages only say that something failed.
const TELLING = /CORS|origin|MIME|type|refused/i

const spoken = ({ console, version }: SourceReading): string => {
  const message = console.find(text => TELLING.test(text)) ?? console[0]
  return message === undefined ? '' : `; ${version.replace(/ .*/, '')} says: “${message}”`
}

const ofNoRequest = (source: SourceReading): string => {
  const preflight = source.preflights.at(-1)
  if (preflight === undefined) return 'the browser sent no request'
  return preflightFault(source, preflight) ?? 'the browser asked by a preflight, and did not send the request after it'
}

/** Why a page that uses fetch could not read the response. */
export const unreadableOf = (source: SourceReading): string => {
  const [exchange] = source.requests
  const why = exchange === undefined ? ofNoRequest(source) : (corsFault(source, exchange) ?? 'the request failed')
  return `${source.version}: ${why}${spoken(source)}`
}

/** Why a source did not open on one of its requests, or sent none; in words for the server's author. */
export const refusalOf = (source: SourceReading, exchange: ExchangeReading | undefined): string => {
  const why =
    exchange === undefined ? ofNoRequest(source) : (streamFault(source, exchange) ?? 'the browser took the answer for no event stream')
  return `${source.version}: ${why}${spoken(source)}`
}
