/** Requests that revoke access tokens, which a waiting upstream long poll does not notice (SEC-06). */

import type { Exchange } from '../reference/index.js'
import { bearerToken } from '../reference/index.js'
import type { Identities } from './identities.js'

const REVOKING: readonly (readonly [method: string, path: RegExp])[] = [
  ['POST', /^\/_matrix\/client\/(v3|r0)\/logout(\/all)?\/?$/],
  ['POST', /^\/_matrix\/client\/(v3|r0)\/(delete_devices|account\/password|account\/deactivate)\/?$/],
  ['DELETE', /^\/_matrix\/client\/(v3|r0)\/devices\/[^/]+\/?$/],
]

export function mayRevoke({ method, path }: Exchange): boolean {
  return REVOKING.some(([verb, pattern]) => method === verb && pattern.test(path))
}

/** The user whose tokens may be affected, looked up before they are revoked; undefined for any user. */
export async function userOf(exchange: Exchange, identities: Identities): Promise<string | undefined> {
  const access_token = bearerToken(exchange) ?? exchange.query.get('access_token')
  if (access_token === null) return undefined
  const identity = await identities.of(access_token)
  return 'refusal' in identity ? undefined : identity.user_id
}
