import type { Target } from './target.js'

const SECRET_NAME = /^(authorization|proxy-authorization|cookie)$|token|secret|api-?key|password/i

/** Values of header fields that hold credentials; for `Bearer VALUE` also the value alone. */
const secretFields = (fields: Readonly<Record<string, string>> | undefined): string[] =>
  Object.entries(fields ?? {}).flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value, value.replace(/^\S+\s+/, '')] : []))

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The password in a URL, and query parameters that are credentials. */
const secretsInUrl = (text: string): string[] => {
  const spelled = text.replace(/\{\{\w+\}\}/g, 'placeholder')
  if (!URL.canParse(spelled)) return []
  const { password, searchParams } = new URL(spelled)
  const named = [...searchParams].flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value] : []))
  return [...(password === '' ? [] : [password, decoded(password)]), ...named]
}

const accountSecrets = (registration: NonNullable<Target['homeserver']>['registration'] | undefined): string[] => {
  if (registration?.by === 'shared-secret') return [registration.secret]
  return registration?.by === 'accounts' ? registration.accounts.map(({ password }) => password) : []
}

/** Everything in the configuration that must not appear in a recording. */
export const secretsOf = (target: Target): string[] => {
  const { publish, restart, stop, fail, metrics } = target.hooks
  const hooks = [publish, restart, stop, fail, metrics].flatMap(hook =>
    hook !== undefined && 'url' in hook ? [...secretsInUrl(hook.url), ...('headers' in hook ? secretFields(hook.headers) : [])] : [],
  )
  return [
    ...(target.token === undefined ? [] : [target.token]),
    ...secretsInUrl(target.url),
    ...secretFields(target.headers),
    ...secretFields(target.request?.headers),
    ...accountSecrets(target.homeserver?.registration),
    ...hooks,
  ]
}
