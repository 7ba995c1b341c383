import type { FieldChanges } from './request.js'
import { type Stream, scenario } from './scenario.js'
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
export const reachScenario = scenario('reach', { says: 'The stream is asked for once, redirects are followed.', kind: 'quiet' }, async () => {})

const whyRefused = (error: string): string => {
  if (/ECONNREFUSED/.test(error)) return 'nothing listens on that port; is the server running'
  if (/ENOTFOUND|EAI_AGAIN/.test(error)) return 'there is no such host; is the name spelled right'
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(error)) {
    return `its certificate is not trusted (${error}); give the authority's certificate by tls.ca, or accept any by tls.insecure or --insecure`
  }
  if (/SSL|EPROTO/.test(error)) return `it does not speak TLS (${error}); is it http rather than https`
  return error
}

/** Where a redirect leads, with the channel put back as a placeholder. Credentials never go to another origin. */
const followed = (target: Target, location: string, channel: string): Target | undefined => {
  const from = new URL(target.url.replaceAll('{{channel}}', channel))
  if (!URL.canParse(location, from.href)) return undefined
  const to = new URL(location, from.href)
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return undefined
  const url = target.url.includes('{{channel}}') ? to.href.replaceAll(channel, '{{channel}}') : to.href
  if (to.origin === from.origin) return { ...target, url }
  const { token: _token, ...rest } = target
  return { ...rest, url, headers: {} }
}

const notAStream = (stream: Stream): string | undefined => {
  const { status } = stream
  if (status === undefined) return undefined
  if (status === 401 || status === 403) return `the server answered ${status} to the request for the stream: give a token by token or SSESPEC_TOKEN`
  if (status === 404) return 'the server answered 404 to the request for the stream: is the path right'
  if (status < 200 || status > 299) return `the server answered ${status} to the request for the stream`
  if (status === 204) return 'the server answered 204 to the request for the stream: it has nothing to send, and a client must not reconnect'
  const type = stream.field('content-type') ?? ''
  if (/json|html/i.test(type)) return `the server answered with ${type}, not with an event stream`
  return undefined
}

const withoutCredentials = (from: Target, to: Target): FieldChanges =>
  to.token === from.token ? {} : Object.fromEntries(['authorization', ...Object.keys(from.headers)].map(name => [name, null]))

/** Reaches the target. Throws UnreachableError when no connection can be made. */
export const reach = async (run: Run): Promise<Reached> => {
  const marker = markerOf(run, reachScenario)
  const tell = (state: 'began' | 'ended') =>
    run.recording.write({ on: 'reach', what: 'scenario', state, wave: 0, marker, window_ms: 0 })
  const { stage, leaveAll } = createStage(run, reachScenario)
  const follow = async (target: Target, hop: number): Promise<Reached> => {
    if (hop > MOST_REDIRECTS) return { answer: 'other', reason: `the server redirected more than ${MOST_REDIRECTS} times` }
    const stream = await stage.open({
      label: hop === 0 ? 'first' : `redirect-${hop}`,
      url: target.url,
      fields: withoutCredentials(run.target, target),
    })
    if (stream.refused !== undefined) throw new UnreachableError(target.url, whyRefused(stream.refused))
    await stream.head(target.tolerance.head_ms * 2)
    if (!REDIRECTS.has(stream.status ?? 0)) {
      const reason = notAStream(stream)
      return reason === undefined ? { answer: 'stream', target } : { answer: 'other', reason }
    }
    const next = followed(target, stream.field('location') ?? '', marker)
    if (next === undefined) return { answer: 'other', reason: `the server answered ${stream.status} with a Location that cannot be followed` }
    return follow(next, hop + 1)
  }
  tell('began')
  try {
    return await follow(run.target, 0)
  } finally {
    leaveAll()
    tell('ended')
  }
}
