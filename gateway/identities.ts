/** The owner of a token, according to the upstream's `/account/whoami`. */

import { createHash } from 'node:crypto'
import type { Refusal } from '../reference/index.js'
import { callWhoami } from './sync-call.js'
import type { Upstream } from './upstream.js'

export interface Identity {
  /** The same for all tokens of one device. */
  readonly device: string
  /** Undefined if the upstream could not answer. */
  readonly user_id: string | undefined
}

export interface Identities {
  known(access_token: string): Identity | undefined
  /** Asks the upstream the first time. Never rejects. */
  of(access_token: string): Promise<Identity | { readonly refusal: Refusal }>
  forget(): void
}

/** The most tokens to remember. */
const MOST = 50_000

export function createIdentities(upstream: Upstream): Identities {
  const found = new Map<string, Identity>()
  const known = (access_token: string) => found.get(hash(access_token))
  const remember = (key: string, identity: Identity): Identity => {
    found.set(key, identity)
    for (const oldest of found.keys()) {
      if (found.size <= MOST) break
      found.delete(oldest)
    }
    return identity
  }
  return {
    known,
    of: async access_token => {
      const already = known(access_token)
      if (already !== undefined) return already
      const said = await callWhoami(upstream, access_token, new AbortController().signal)
      const key = hash(access_token)
      if (said === undefined) return { device: key, user_id: undefined }
      if ('status' in said) return { refusal: said }
      const { user_id, device_id } = said
      return remember(key, { device: device_id === undefined ? key : `${user_id} ${device_id}`, user_id })
    },
    forget: () => found.clear(),
  }
}

/** So that no token stays in memory for longer than it is used. */
function hash(access_token: string): string {
  return createHash('sha256').update(access_token).digest('base64')
}
