/** Whose a request is: the owner of its token according to the upstream's `/account/whoami`, and who it acts for. */

import { createHash } from 'node:crypto'
import type { Refusal } from '../reference/index.js'
import { type Credential, callWhoami } from './sync-call.js'
import type { Upstream } from './upstream.js'

export interface Identity {
  /** The same for all requests that have the to-device messages of one device: never for two that the upstream may answer differently. */
  readonly device: string
  /** The device that the token belongs to, whoever it acts for. */
  readonly owner: string
  /** Undefined if the upstream could not answer. */
  readonly user_id: string | undefined
}

export interface Identities {
  /** Asks the upstream the first time. Never rejects. */
  of(credential: Credential): Promise<Identity | { readonly refusal: Refusal }>
  forget(): void
}

/** The most identities to remember. */
const MOST = 50_000

export function createIdentities(upstream: Upstream): Identities {
  const found = new Map<string, Identity>()
  const remember = (key: string, identity: Identity): Identity => {
    found.set(key, identity)
    for (const oldest of found.keys()) {
      if (found.size <= MOST) break
      found.delete(oldest)
    }
    return identity
  }
  return {
    of: async credential => {
      const { access_token, acts_for } = credential
      const key = hash([access_token, ...acts_for.flat()])
      const already = found.get(key)
      if (already !== undefined) return already
      const said = await callWhoami(upstream, credential, new AbortController().signal)
      const token = hash([access_token])
      if (said === undefined) return { device: key, owner: token, user_id: undefined }
      if ('status' in said) return { refusal: said }
      const { user_id, device_id } = said
      const owner = device_id === undefined ? token : hash([user_id, device_id])
      // A homeserver may heed the parameters in /sync and not in whoami, so they are part of the name in any case.
      const device = device_id === undefined ? key : hash([user_id, device_id, ...acts_for.flat()])
      return remember(key, { device, owner, user_id })
    },
    forget: () => found.clear(),
  }
}

/** So that no token stays in memory for longer than it is used. */
function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}
