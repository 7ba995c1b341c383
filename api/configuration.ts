import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Target } from '../record/index.js'
import { type Config, DocumentError, defined, documentFaults, errorText } from '../schemas/index.js'
import { ConfigurationError } from './configuration-error.js'
import { PROFILE_PARTS } from './profiles.js'
import { defaultTolerance } from './tolerance.js'

const DEFAULT_FILE = 'ssespec.config.json'
/** The default of `baseline`, if the file exists. */
export const BASELINE_FILE = 'ssespec.baseline.json'

/** Throws ConfigurationError. */
export const readJson = (path: string): unknown => {
  const text = (() => {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      throw new ConfigurationError(`${path} could not be read: ${errorText(cause)}`)
    }
  })()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ConfigurationError(`${path} is not JSON: ${errorText(cause)}`)
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
      throw new ConfigurationError(`tls.ca could not be read: ${errorText(cause)}`)
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

/** Fills in every default and reads files. `url` must be set. Throws ConfigurationError. */
export const resolveTarget = (config: Config & { url: string }, quick: boolean, watch_s?: number): Target => {
  parsedUrl(config.url)
  checkHooks(config.hooks ?? {})
  const { tolerance = {}, tls = {}, request } = config
  const { profile = 'sse' } = config
  const parts = PROFILE_PARTS[profile]
  const heartbeat_interval_s = config.heartbeat_interval_s ?? parts.default_interval_s
  const body = request?.body
  return {
    profile,
    url: config.url,
    ...parts.settings(config),
    headers: config.headers ?? {},
    hooks: config.hooks ?? {},
    quick,
    ...defined({ watch_s }),
    tolerance: { ...defaultTolerance(heartbeat_interval_s), ...tolerance },
    tls: { insecure: tls.insecure ?? false, ...(tls.ca === undefined ? {} : { ca: certificates(tls.ca) }) },
    ...defined({ token: config.token, heartbeat_interval_s }),
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
