import { defined } from '../schemas/index.js'
import { answersByItself } from './hop/reach.js'
import type { FieldChanges } from './request.js'
import type { Run } from './run-state.js'
import { type Stage, type Stream, scenario } from './scenario.js'
import { createStage, markerOf } from './stage.js'
import type { Target } from './target.js'

/** There is no target to judge: no connection can be made, or the response is of another kind. Says what was tried and what to do. */
export class UnreachableError extends Error {
  constructor(url: string, why: string, what = 'cannot be reached') {
    super(`${url} ${what}: ${why}.`)
    this.name = 'UnreachableError'
  }
}

export type Reached = { readonly answer: 'stream'; readonly target: Target } | { readonly answer: 'other'; readonly reason: string }

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** For HTTP-22 and SEC-18, the stream is requested once and redirects are followed by hand. Everything else uses the final URL. */
export const reachScenario = scenario('reach', { says: 'Request the stream once and follow redirects.', kind: 'quiet' }, async () => {})

const whyRefused = (error: string): string => {
  if (/ECONNREFUSED/.test(error)) return 'nothing is listening on that port; start the server, or use another port'
  if (/ENOTFOUND|EAI_AGAIN/.test(error)) return 'no such host; check the spelling'
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(error)) {
    return `its certificate is not trusted (${error}); set tls.ca to the authority's certificate, or accept any certificate with tls.insecure or --insecure`
  }
  if (/SSL|EPROTO/.test(error)) return `it does not use TLS (${error}); is it http rather than https`
  if (/before secure TLS/.test(error)) return 'it closed the connection before TLS was set up; is it http rather than https'
  return error
}

/** The target of a redirect, with the channel replaced by its placeholder. Credentials are never sent to another origin. */
const followed = (target: Target, location: string, channel: string): Target | undefined => {
  const from = new URL(target.url.replaceAll('{{channel}}', channel))
  if (location === '' || !URL.canParse(location, from.href)) return undefined
  const to = new URL(location, from.href)
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return undefined
  const url = target.url.includes('{{channel}}') ? to.href.replaceAll(channel, '{{channel}}') : to.href
  if (to.origin === from.origin) return { ...target, url }
  const { token: _token, request, ...rest } = target
  return { ...rest, url, headers: {}, ...(request === undefined ? {} : { request: { ...request, headers: {} } }) }
}

const originOf = (target: Target): string => new URL(target.url.replaceAll('{{channel}}', 'channel')).origin

/** The target of a redirect without its query: the path, with the origin if it differs. */
const placeOf = (target: Target, from: Target): string => {
  const { origin, pathname } = new URL(target.url.replaceAll('{{channel}}', 'channel'))
  return origin === originOf(from) ? pathname : `${origin}${pathname}`
}

const UNANSWERED = 'it closed the connection instead of answering; is it https rather than http'

const UNREADABLE = {
  'not-http': 'the server sent something that is not HTTP',
  tls: 'the server answered in TLS: is it https rather than http',
  'head-too-long': 'the server sent a response head of more than 64 KiB',
  'too-many-interim': 'the server sent more than 64 interim (1xx) responses, and no other',
} as const

const TYPE_CHARACTERS = 80

/** A configuration to copy for a stream opened with POST, as the streaming APIs of language models accept it. Lines wrap at its spaces. */
const requestExample = (url: string): string =>
  JSON.stringify(
    { url, request: { method: 'POST', body: { model: 'MODEL', stream: true, messages: [{ role: 'user', content: 'Hi' }] } } },
    undefined,
    1,
  ).replaceAll(/\n */g, ' ')

const takesPost = (stream: Stream): boolean => /\bPOST\b/i.test(stream.field('allow') ?? '')

/** Why there is nothing to judge after this response. Missing response headers are not such a reason: they may be sent with the first event. */
const notAStream = (stream: Stream, target: Target, tokenWithheld: boolean): string | undefined => {
  const { status, unreadable } = stream
  if (unreadable !== undefined) return UNREADABLE[unreadable]
  if (status === undefined) return stream.gone ? 'the server closed the connection within the response headers' : undefined
  if ((status === 401 || status === 403) && tokenWithheld) {
    return `the server redirects to another origin, to which ssespec sends no credentials and which answered ${status}: set url to the redirect's target`
  }
  if (status === 401 || status === 403) return `the server answered ${status} to the request for the stream: set token or SSESPEC_TOKEN`
  if (status === 404) return 'the server answered 404 to the request for the stream: check the path'
  if (status === 405 && target.request === undefined && takesPost(stream)) {
    return `the server answered 405 to GET and allows POST. Set request in ssespec.config.json to open the stream by POST: ${requestExample(target.url)}`
  }
  if (status < 200 || status > 299) return `the server answered ${status} to the request for the stream`
  if (status === 204)
    return 'the server answered 204 to the request for the stream: it has nothing to send, and a client must not reconnect'
  const type = stream.field('content-type') ?? ''
  if (/json|html/i.test(type)) return `the server answered with ${type.slice(0, TYPE_CHARACTERS)}, not with an event stream`
  return undefined
}

/** All configured headers are sent only to the configured origin, because any of them may hold credentials. */
const withoutCredentials = (target: Target): FieldChanges =>
  Object.fromEntries(
    ['authorization', ...Object.keys(target.headers), ...Object.keys(target.request?.headers ?? {})].map(name => [name, null]),
  )

const VERSIONS = '/_matrix/client/versions'

/** A response in words: `504 with text/html`. */
const answerInWords = (stream: Stream): string => {
  const type = stream.field('content-type')?.split(';')[0]?.trim().slice(0, TYPE_CHARACTERS)
  return type === undefined ? `${stream.status}` : `${stream.status} with ${type}`
}

const GATEWAY = new Set([502, 503, 504])

/** Checks that a homeserver responds before asking it for an account. Throws UnreachableError. */
const reachHomeserver = async (stage: Stage, base_url: string): Promise<void> => {
  const url = new URL(VERSIONS, base_url).href
  const stream = await stage.probe('versions', { url, anonymous: true, fields: { Accept: 'application/json' } })
  if (stream.refused !== undefined) throw new UnreachableError(base_url, whyRefused(stream.refused))
  await stream.head()
  const { status, unreadable } = stream
  if (status === 200 && /json/i.test(stream.field('content-type') ?? '')) return
  if (unreadable !== undefined) throw new UnreachableError(base_url, UNREADABLE[unreadable])
  if (status === undefined) throw new UnreachableError(base_url, `GET ${VERSIONS} was not answered`)
  const hint = GATEWAY.has(status) ? 'is the homeserver behind that proxy running' : 'is the URL that of a homeserver'
  throw new UnreachableError(base_url, `GET ${VERSIONS} answered ${answerInWords(stream)}; ${hint}`, 'is not a homeserver')
}

const STREAM_PATH = '/_matrix/client/v3/sync/sse'
const ABSENT = `the homeserver has no Sync over SSE: it answered 404 to GET ${STREAM_PATH} (MSC2108)`

/** Paths at which homeservers may serve the stream before the proposal is accepted. */
const OTHER_PATHS = {
  r0: '/_matrix/client/r0/sync/sse',
  unstable: '/_matrix/client/unstable/org.matrix.msc2108/sync/sse',
  'by Accept': '/_matrix/client/v3/sync',
} as const

/** The target with the path at which the homeserver serves the stream, if it does not use the usual one. */
const elsewhere = async (stage: Stage, target: Target): Promise<Target | undefined> => {
  if (!target.url.includes(STREAM_PATH)) return undefined
  for (const [label, path] of Object.entries(OTHER_PATHS)) {
    const url = target.url.replace(STREAM_PATH, path)
    const stream = await stage.probe(label, { url })
    await stream.head(target.tolerance.head_ms * 2)
    if (stream.status === 200 && /event-stream/i.test(stream.field('content-type') ?? '')) return { ...target, url }
  }
  return undefined
}

/** Connects to the target. Throws UnreachableError if no connection can be made. */
export const reach = async (run: Run): Promise<Reached> => {
  const marker = markerOf(run, reachScenario)
  const tell = (state: 'began' | 'ended', reason?: string) =>
    run.recording.write({
      on: 'reach',
      what: 'scenario',
      state,
      wave: 0,
      marker,
      window_ms: 0,
      ...defined({ reason }),
    })
  const { stage, leaveAll } = createStage(run, reachScenario)
  const follow = async (target: Target, hop: number, strange: boolean, via = ''): Promise<Reached> => {
    if (hop > MOST_REDIRECTS) return { answer: 'other', reason: `the server redirected more than ${MOST_REDIRECTS} times` }
    const stream = await stage.open({
      label: hop === 0 ? 'first' : `redirect-${hop}`,
      url: target.url,
      fields: strange ? withoutCredentials(run.target) : {},
    })
    if (stream.refused !== undefined) throw new UnreachableError(target.url, whyRefused(stream.refused))
    await stream.head(target.tolerance.head_ms * 2)
    if (stream.gone && stream.received === 0) throw new UnreachableError(target.url, UNANSWERED)
    if (!REDIRECTS.has(stream.status ?? 0)) {
      const absent = run.target.homeserver !== undefined && stream.status === 404
      const other = absent && hop === 0 ? await elsewhere(stage, target) : undefined
      if (other !== undefined) return { answer: 'stream', target: other }
      const why = absent && hop === 0 ? ABSENT : notAStream(stream, target, strange)
      const reason = why?.replace(/^the server (?=answered)/, `the server ${via}`)
      return reason === undefined ? { answer: 'stream', target } : { answer: 'other', reason }
    }
    const next = followed(target, stream.field('location') ?? '', marker)
    if (next === undefined) return { answer: 'other', reason: `the server answered ${stream.status} with no usable Location` }
    const to = placeOf(next, target)
    return follow(next, hop + 1, strange || originOf(next) !== originOf(target), `${via}redirected (${stream.status}) to ${to}, which `)
  }
  const reachThrough = async (target: Target): Promise<Reached> => {
    const crossing = await stage.through('first')
    const { client } = crossing
    if (client.refused !== undefined) throw new UnreachableError(target.url, whyRefused(client.refused))
    const reason = await answersByItself(crossing, target)
    return reason === undefined ? { answer: 'stream', target } : { answer: 'other', reason }
  }
  const { homeserver } = run.target
  tell('began')
  try {
    if (homeserver !== undefined) await reachHomeserver(stage, homeserver.base_url)
    const reached = run.origin === undefined ? await follow(run.target, 0, false) : await reachThrough(run.target)
    tell('ended', reached.answer === 'other' ? reached.reason : undefined)
    return reached
  } finally {
    leaveAll()
  }
}
