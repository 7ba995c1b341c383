/** Opens chains upstream. The homeserver's refusals are returned unchanged, before the stream's response headers. */

import type { SyncReader, SyncSource } from '../reference/index.js'
import { type ChainTerms, createChain, type GatewayChain } from './chain.js'
import type { Identities } from './identities.js'
import { credentialOf, refusalOf } from './sync-call.js'

/** A first response that takes longer than this is sent after the response headers, with heartbeats meanwhile (HB-07). */
const OPEN_MS = 600

const BROKEN = refusalOf(500, 'internal error')

export interface GatewaySource extends SyncSource {
  /** A token of the user may have been revoked: each of the user's chains calls the upstream again. */
  recheck(user_id: string | undefined): void
}

export function createSource(terms: ChainTerms, identities: Identities): GatewaySource {
  /** Every open chain, with its user if known. */
  const chains = new Map<GatewayChain, string | undefined>()
  return {
    open: async request => {
      let closed = false
      const made = identities.of(credentialOf(request)).then(identity => {
        if ('refusal' in identity) return identity
        const chain = createChain(terms, request, identity)
        if (closed) chain.close()
        else chains.set(chain, identity.user_id)
        return { chain }
      })
      const refused = made.then(it => ('refusal' in it ? it.refusal : it.chain.refused))
      const close = () => {
        closed = true
        made.then(it => {
          if ('refusal' in it) return
          chains.delete(it.chain)
          it.chain.close()
        })
      }
      const refusal = await inTime(refused, OPEN_MS).catch(() => BROKEN)
      if (refusal !== undefined) {
        close()
        return { refusal }
      }
      const next = async () => {
        const it = await made
        return 'refusal' in it ? undefined : it.chain.next()
      }
      const attach = (reader: SyncReader) => void made.then(it => 'refusal' in it || it.chain.attach?.(reader))
      return { next, attach, close }
    },
    recheck: user_id => {
      for (const [chain, whose] of chains) {
        if (user_id === undefined || whose === undefined || whose === user_id) chain.again()
      }
    },
  }
}

/** The resolved value, or undefined if that takes longer. */
async function inTime<Result>(promise: Promise<Result>, patience_ms: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), patience_ms)
  })
  const found = await Promise.race([promise, late])
  clearTimeout(timer)
  return found
}
