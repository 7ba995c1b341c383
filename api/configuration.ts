import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Target } from '../record/index.js'
import { type Config, DocumentError, documentFaults, type Profile } from '../schemas/index.js'
import { DEFAULT_INTERVAL_S, defaultTolerance } from './tolerance.js'

/** The configuration cannot be used; the message names the key, what was expected, and where. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigurationError'
  }
}

const DEFAULT_FILE = 'ssespec.config.json'
/** The default of `baseline`, if the file exists. */
export const BASELINE_FILE = 'ssespec.baseline.json'

/** Throws ConfigurationError. */
export const readJson = (path: string): unknown => {
  const text = (() => {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      throw new ConfigurationError(`${path} could not be read: ${cause instanceof Error ? cause.message : cause}`)
    }
  })()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ConfigurationError(`${path} is not JSON: ${cause instanceof Error ? cause.message : cause}`)
  }
}

const checked = (document: unknown, what: string): Config => {
  const faults = documentFaults('config', document)
  if (faults.length > 0) throw new ConfigurationError(new DocumentError(what, faults).message)
  return document as Config
}

const fromEnvironment = (environment: NodeJS.ProcessEnv): Config => {
  const { SSESPEC_URL, SSESPEC_TOKEN, SSESPEC_PROFILE, SSESPEC_HEARTBEAT_INTERVAL_S } = environment
  return checked(
    {
      ...(SSESPEC_URL ? { url: SSESPEC_URL } : {}),
      ...(SSESPEC_TOKEN ? { token: SSESPEC_TOKEN } : {}),
      ...(SSESPEC_PROFILE ? { profile: SSESPEC_PROFILE } : {}),
      ...(SSESPEC_HEARTBEAT_INTERVAL_S ? { heartbeat_interval_s: Number(SSESPEC_HEARTBEAT_INTERVAL_S) } : {}),
    },
    'The environment (SSESPEC_*)',
  )
}

/** A path in FILE is relative to FILE's folder. */
const withPaths = (config: Config, path: string): Config => {
  const { tls, baseline } = config
  const from = (name: string): string => resolve(dirname(path), name)
  return {
    ...config,
    ...(tls?.ca === undefined ? {} : { tls: { ...tls, ca: from(tls.ca) } }),
    ...(baseline === undefined ? {} : { baseline: from(baseline) }),
  }
}

const parsedUrl = (url: string): URL => {
  const placed = url.replaceAll('{{channel}}', 'channel')
  if (!URL.canParse(placed)) throw new ConfigurationError(`${url} is not a URL: it begins with http:// or https://, and names a host`)
  return new URL(placed)
}

/** A query may be only the channel's. */
const isSameEndpoint = (one: URL, other: URL): boolean => one.origin === other.origin && one.pathname === other.pathname

const readConfig = (path: string): Config => withPaths(checked(readJson(path), path), path)

/** A configuration can run commands, so one that happens to be in the working directory is used for another URL only if it is named. */
const fromWorkingDirectory = (given: string | undefined, onNote: (text: string) => void): Config => {
  if (!existsSync(DEFAULT_FILE)) return {}
  const config = readConfig(DEFAULT_FILE)
  if (given === undefined) return config
  const url = parsedUrl(given)
  if (config.url !== undefined && isSameEndpoint(parsedUrl(config.url), url)) return config
  onNote(`${DEFAULT_FILE} is ignored: its url is not the URL given. To use it anyway, add --config ${DEFAULT_FILE}.\n`)
  return {}
}

/**
 * The configuration: FILE (by default ssespec.config.json, if it exists and flags have no other URL), overridden by SSESPEC_* in the environment,
 * overridden by flags. A path in FILE is relative to FILE's folder. Throws ConfigurationError.
 */
export const loadConfiguration = (
  flags: Config,
  file?: string,
  environment: NodeJS.ProcessEnv = process.env,
  onNote: (text: string) => void = text => process.stderr.write(text),
): Config => {
  const fromFlags = checked(flags, 'The command line')
  const fromFile = file === undefined ? fromWorkingDirectory(fromFlags.url, onNote) : readConfig(file)
  const baseline = existsSync(BASELINE_FILE) ? { baseline: BASELINE_FILE } : {}
  return { ...baseline, ...fromFile, ...fromEnvironment(environment), ...fromFlags }
}

const CERTIFICATE = /-----BEGIN ((?:X509 )?CERTIFICATE)-----[^-]*-----END \1-----/g

const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}

/** Certificates in PEM, one or more, with anything between them (RFC 7468). */
const certificates = (path: string): string => {
  const text = (() => {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      throw new ConfigurationError(`tls.ca could not be read: ${cause instanceof Error ? cause.message : cause}`)
    }
  })()
  const found = text.match(CERTIFICATE) ?? []
  if (found.length === 0 || !found.every(isCertificate))
    throw new ConfigurationError(
      `tls.ca is not a certificate: ${path} must hold one or more in PEM, each starting with -----BEGIN CERTIFICATE-----`,
    )
  return text
}

const PLACEHOLDERS = ['data', 'event', 'id', 'channel']

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Without the payload, the server would appear to lose every event. */
const checkHooks = (hooks: NonNullable<Config['hooks']>): void => {
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook === undefined || !('url' in hook)) continue
    const named = textsIn(hook).flatMap(text => [...text.matchAll(/\{\{\s*(\w*)\s*\}\}/g)].map(([spelled]) => spelled))
    const known = PLACEHOLDERS.map(one => `{{${one}}}`)
    const unknown = named.find(spelled => !known.includes(spelled))
    if (unknown !== undefined) throw new ConfigurationError(`hooks.${name}: ${unknown} is not a placeholder. Use ${known.join(', ')}.`)
    if (name === 'publish' && !named.includes('{{data}}'))
      throw new ConfigurationError(
        'hooks.publish: {{data}} is missing; place it in url, headers or body, where the server takes the payload from',
      )
  }
}

const STREAM_PATH = '/_matrix/client/v3/sync/sse'
// Enough that a burst between two responses makes no gap; servers may cap it.
const STREAM_FILTER = JSON.stringify({ room: { timeline: { limit: 100 } } })

/**
 * Where a homeserver has its stream. Throws ConfigurationError for a `path` that resolves to another host (`//host`, `/\host`): requests for the
 * stream carry the accounts' tokens.
 */
export const streamOf = ({ url, path = STREAM_PATH, stream_url }: Config & { url: string }): URL => {
  if (stream_url !== undefined) return new URL(stream_url)
  const stream = new URL(path, url)
  const { origin, host } = new URL(url)
  if (stream.origin !== origin)
    throw new ConfigurationError(
      `path ${JSON.stringify(path)} leads to ${stream.host} instead of ${host}. For a stream on another server, set stream_url.`,
    )
  return stream
}

/** Settings only a homeserver has: its stream next to its API, and accounts. */
const homeserverOf = (config: Config & { url: string }): Pick<Target, 'url' | 'homeserver'> => {
  const { url, accounts, registration } = config
  const stream = streamOf(config)
  stream.searchParams.set('heartbeat_interval', String(config.heartbeat_interval_s ?? DEFAULT_INTERVAL_S.matrix))
  stream.searchParams.set('filter', STREAM_FILTER)
  const registered =
    typeof registration === 'object' ? { by: 'shared-secret' as const, secret: registration.shared_secret } : { by: 'open' as const }
  return {
    url: stream.href,
    homeserver: { base_url: url, registration: accounts === undefined ? registered : { by: 'accounts', accounts } },
  }
}

/** What a profile makes of a configuration. */
const OWN: Readonly<Record<Profile, (config: Config & { url: string }) => Partial<Pick<Target, 'url' | 'homeserver'>>>> = {
  sse: () => ({}),
  matrix: homeserverOf,
}

/** Fills in every default and reads files. `url` must be set. Throws ConfigurationError. */
export const resolveTarget = (config: Config & { url: string }, quick: boolean, watch_s?: number): Target => {
  parsedUrl(config.url)
  checkHooks(config.hooks ?? {})
  const { tolerance = {}, tls = {}, request } = config
  const { profile = 'sse' } = config
  const heartbeat_interval_s = config.heartbeat_interval_s ?? DEFAULT_INTERVAL_S[profile]
  const body = request?.body
  return {
    profile,
    url: config.url,
    ...OWN[profile](config),
    headers: config.headers ?? {},
    hooks: config.hooks ?? {},
    quick,
    ...(watch_s === undefined ? {} : { watch_s }),
    tolerance: { ...defaultTolerance(heartbeat_interval_s), ...tolerance },
    tls: { insecure: tls.insecure ?? false, ...(tls.ca === undefined ? {} : { ca: certificates(tls.ca) }) },
    ...(config.token === undefined ? {} : { token: config.token }),
    ...(heartbeat_interval_s === undefined ? {} : { heartbeat_interval_s }),
    ...(request === undefined
      ? {}
      : {
          request: {
            method: request.method ?? 'POST',
            headers:
              typeof body === 'string' || body === undefined
                ? (request.headers ?? {})
                : { 'Content-Type': 'application/json', ...request.headers },
            ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          },
        }),
  }
}
