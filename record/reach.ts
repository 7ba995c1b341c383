import type { FieldChanges } from './request.js'
import { type Stage, type Stream, scenario } from './scenario.js'
import { createStage, markerOf, type Run } from './stage.js'
import type { Target } from './target.js'

/** No connection to the target can be made; says what was tried and what to do. */
export class UnreachableError extends Error {
  constructor(url: string, why: string) {
    super(`${url} cannot be reached: ${why}.`)
    this.name = 'UnreachableError'
  }
}

export type Reached = { readonly answer: 'stream'; readonly target: Target } | { readonly answer: 'other'; readonly reason: string }

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** HTTP-22, SEC-18: the stream is asked for once, and redirects are followed by hand. Everything else uses the URL that it ends at. */
export const reachScenario = scenario(
  'reach',
  { says: 'The stream is asked for once, redirects are followed.', kind: 'quiet' },
  async () => {},
)

const whyRefused = (error: string): string => {
  if (/ECONNREFUSED/.test(error)) return 'nothing listens on that port; start the server there, or name another port'
  if (/ENOTFOUND|EAI_AGAIN/.test(error)) return 'there is no such host; is the name spelled right'
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(error)) {
    return `its certificate is not trusted (${error}); give the authority's certificate by tls.ca, or accept any by tls.insecure or --insecure`
  }
  if (/SSL|EPROTO/.test(error)) return `it does not speak TLS (${error}); is it http rather than https`
  if (/before secure TLS/.test(error)) return 'it closed the connection before TLS was set up; is it http rather than https'
  return error
}

/** Where a redirect leads, with the channel put back as a placeholder. Credentials never go to another origin. */
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

const UNREADABLE = {
  'not-http': 'what the server sent is not HTTP',
  tls: 'the server answered in TLS: is it https rather than http',
  'head-too-long': 'the server sent a response head of more than 64 KiB',
  'too-many-interim': 'the server sent more than 64 interim (1xx) responses, and no other',
} as const

const TYPE_CHARACTERS = 80

/** Why there is nothing to judge behind this answer. A head that does not come is no such reason: it may come with the first event. */
const notAStream = (stream: Stream, tokenWithheld: boolean): string | undefined => {
  const { status, unreadable } = stream
  if (unreadable !== undefined) return UNREADABLE[unreadable]
  if (status === undefined) return stream.gone ? 'the server closed the connection instead of answering' : undefined
  if ((status === 401 || status === 403) && tokenWithheld) {
    return `the server redirects to another origin, to which no credentials are sent, and that answered ${status}: give the URL that it leads to`
  }
  if (status === 401 || status === 403)
    return `the server answered ${status} to the request for the stream: give a token by token or SSESPEC_TOKEN`
  if (status === 404) return 'the server answered 404 to the request for the stream: look at the path'
  if (status < 200 || status > 299) return `the server answered ${status} to the request for the stream`
  if (status === 204)
    return 'the server answered 204 to the request for the stream: it has nothing to send, and a client must not reconnect'
  const type = stream.field('content-type') ?? ''
  if (/json|html/i.test(type)) return `the server answered with ${type.slice(0, TYPE_CHARACTERS)}, not with an event stream`
  return undefined
}

/** Everything that the configuration adds to a request is for the origin that it names: its fields may hold credentials, whatever they are called. */
const withoutCredentials = (target: Target): FieldChanges =>
  Object.fromEntries(
    ['authorization', ...Object.keys(target.headers), ...Object.keys(target.request?.headers ?? {})].map(name => [name, null]),
  )

const VERSIONS = '/_matrix/client/versions'

/** Whether a homeserver is there at all, before an account is asked of it: why not. Throws UnreachableError. */
const notAHomeserver = async (stage: Stage, base_url: string): Promise<string | undefined> => {
  const url = new URL(VERSIONS, base_url).href
  const stream = await stage.probe('versions', { url, anonymous: true, fields: { Accept: 'application/json' } })
  if (stream.refused !== undefined) throw new UnreachableError(base_url, whyRefused(stream.refused))
  await stream.head()
  const { status, unreadable } = stream
  if (unreadable !== undefined) return UNREADABLE[unreadable]
  if (status === 200 && /json/i.test(stream.field('content-type') ?? '')) return undefined
  return `${VERSIONS} was answered ${status === undefined ? 'by nothing' : status}: is the URL that of a homeserver`
}

const STREAM_PATH = '/_matrix/client/v3/sync/sse'
const ABSENT = `the homeserver has no Sync over SSE: it answered 404 to GET ${STREAM_PATH} (MSC2108)`

/** Where a homeserver may have it before the proposal is accepted. */
const OTHER_PATHS = {
  r0: '/_matrix/client/r0/sync/sse',
  unstable: '/_matrix/client/unstable/org.matrix.msc2108/sync/sse',
  'by Accept': '/_matrix/client/v3/sync',
} as const

/** The target with the path at which a homeserver has the stream all the same, where it has none at the usual one. */
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

/** Reaches the target. Throws UnreachableError when no connection can be made. */
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
      ...(reason === undefined ? {} : { reason }),
    })
  const { stage, leaveAll } = createStage(run, reachScenario)
  const follow = async (target: Target, hop: number, strange: boolean): Promise<Reached> => {
    if (hop > MOST_REDIRECTS) return { answer: 'other', reason: `the server redirected more than ${MOST_REDIRECTS} times` }
    const stream = await stage.open({
      label: hop === 0 ? 'first' : `redirect-${hop}`,
      url: target.url,
      fields: strange ? withoutCredentials(run.target) : {},
    })
    if (stream.refused !== undefined) throw new UnreachableError(target.url, whyRefused(stream.refused))
    await stream.head(target.tolerance.head_ms * 2)
    if (!REDIRECTS.has(stream.status ?? 0)) {
      const absent = run.target.homeserver !== undefined && stream.status === 404
      const other = absent && hop === 0 ? await elsewhere(stage, target) : undefined
      if (other !== undefined) return { answer: 'stream', target: other }
      const reason = absent ? ABSENT : notAStream(stream, strange)
      return reason === undefined ? { answer: 'stream', target } : { answer: 'other', reason }
    }
    const next = followed(target, stream.field('location') ?? '', marker)
    if (next === undefined) return { answer: 'other', reason: `the server answered ${stream.status} with no Location that can be followed` }
    return follow(next, hop + 1, strange || originOf(next) !== originOf(target))
  }
  const { homeserver } = run.target
  tell('began')
  try {
    const lack = homeserver === undefined ? undefined : await notAHomeserver(stage, homeserver.base_url)
    if (lack !== undefined) {
      tell('ended', lack)
      return { answer: 'other', reason: lack }
    }
    const reached = await follow(run.target, 0, false)
    tell('ended', reached.answer === 'other' ? reached.reason : undefined)
    return reached
  } finally {
    leaveAll()
  }
}
