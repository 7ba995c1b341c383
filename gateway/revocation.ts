/** Requests that revoke access tokens, which a waiting upstream long poll does not notice (SEC-06). */

import type { Exchange } from '../reference/index.js'
import { actsFor, bearerToken } from '../reference/index.js'
import type { Identities } from './identities.js'
import type { Credential } from './sync-call.js'

const REVOKING: readonly (readonly [method: string, path: RegExp])[] = [
  ['POST', /^\/_matrix\/client\/(v3|r0)\/logout(\/all)?\/?$/],
  ['POST', /^\/_matrix\/client\/(v3|r0)\/(delete_devices|account\/password|account\/deactivate)\/?$/],
  ['DELETE', /^\/_matrix\/client\/(v3|r0)\/devices\/[^/]+\/?$/],
]

export function mayRevoke({ method, path }: Exchange): boolean {
  return REVOKING.some(([verb, pattern]) => method === verb && pattern.test(path))
}

/** The token of the request, in its field or its query, and who it acts for. */
export function credentialIn(exchange: Exchange): Credential | undefined {
  const { query } = exchange
  const access_token = bearerToken(exchange) ?? query.get('access_token')
  return access_token === null ? undefined : { access_token, acts_for: actsFor(query) }
}

/** The user whose tokens may be affected, looked up before they are revoked; undefined for any user. */
export async function userOf(exchange: Exchange, identities: Identities): Promise<string | undefined> {
  const credential = credentialIn(exchange)
  if (credential === undefined) return undefined
  const identity = await identities.of(credential)
  return 'refusal' in identity ? undefined : identity.user_id
}
