/** A source of sync data that a test holds in its hands: a list of batches that every chain reads from its token on. */

import type { Backend } from '../../../reference/sync/backend.js'
import type { SyncBatch, SyncChain, SyncRequest } from '../../../reference/sync/source.js'

export const TOKEN = 'toy-token'

export interface Toy {
  readonly backend: Backend
  /** What was asked for, in order. */
  readonly requests: SyncRequest[]
  /** How many responses were taken from chains. */
  taken(): number
  open(): number
  /** Whether a chain was asked for its next response before it gave the last. */
  hurried(): boolean
  say(content: Record<string, unknown>): string
  /** Every chain ends, as when the token is revoked. */
  revoke(): void
  /** Every waiting or next `next` rejects, as no source should. */
  break(): void
}

export function createToy(open_ms = 0): Toy {
  const batches: SyncBatch[] = []
  const requests: SyncRequest[] = []
  const wakes = new Set<() => void>()
  let state: 'good' | 'revoked' | 'broken' = 'good'
  let taken = 0
  let open = 0
  let hurried = false
  const wake = () => {
    for (const each of [...wakes]) each()
  }

  const chain = (start: number): SyncChain => {
    let position = start
    let closed = false
    let asked = false
    open += 1
    const next = async () => {
      hurried ||= asked
      asked = true
      const batch = await found()
      asked = false
      return batch
    }
    const found = async (): Promise<SyncBatch | undefined> => {
      if (state === 'broken') throw new Error('a secret inside')
      if (closed || state === 'revoked') return undefined
      const batch = batches[position]
      if (batch === undefined) {
        await new Promise<void>(resolve => {
          const woken = () => {
            wakes.delete(woken)
            resolve()
          }
          wakes.add(woken)
        })
        return found()
      }
      position += 1
      taken += 1
      return batch
    }
    const close = () => {
      if (closed) return
      closed = true
      open -= 1
      wake()
    }
    return { next, close }
  }

  return {
    requests,
    taken: () => taken,
    open: () => open,
    hurried: () => hurried,
    say: content => {
      const next_batch = `s${batches.length + 1}`
      batches.push({ next_batch, content: JSON.stringify({ next_batch, ...content }) })
      wake()
      return next_batch
    },
    revoke: () => {
      state = 'revoked'
      wake()
    },
    break: () => {
      state = 'broken'
      wake()
    },
    backend: {
      source: {
        open: async request => {
          requests.push(request)
          await new Promise(resolve => setTimeout(resolve, open_ms))
          if (request.access_token !== TOKEN) return refusal(401, 'M_UNKNOWN_TOKEN')
          if (request.since !== undefined && !/^s\d+$/.test(request.since)) return refusal(400, 'M_INVALID_PARAM')
          return chain(Number(request.since?.slice(1) ?? 0))
        },
      },
      answer: exchange => {
        if (exchange.path !== '/_matrix/client/versions') return false
        exchange.response.end('{"versions":["v1.16"]}')
        return true
      },
      metrics: () => [['toy_chains', 'gauge', 'Chains.', open]],
      restarted: () => undefined,
      stop: async () => undefined,
    },
  }
}

function refusal(status: number, errcode: string) {
  return { refusal: { status, fields: [['X-Toy', 'yes']] as const, content: JSON.stringify({ errcode, error: 'no' }) } }
}
