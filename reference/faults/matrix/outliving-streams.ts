/** Streams that continue after their tokens were revoked, in one of several ways. */

import type { Exchange } from '../../exchange.js'
import type { Parts } from '../../parts.js'
import type { Stream } from '../../stream.js'

export interface Revoking {
  readonly method: string
  readonly path: RegExp
}

const WAYS = {
  logout: { method: 'POST', path: /\/logout$/ },
  'logout-all': { method: 'POST', path: /\/logout\/all$/ },
  device: { method: 'DELETE', path: /\/devices\/[^/]+$/ },
  password: { method: 'POST', path: /\/account\/password$/ },
} as const satisfies Record<string, Revoking>

type Way = keyof typeof WAYS

const wayOf = ({ method, path }: Exchange): Way | undefined =>
  (Object.keys(WAYS) as Way[]).find(way => WAYS[way].method === method && WAYS[way].path.test(path))

/** When chains end because of the latest such request, their streams stay open. */
export function outlives(way: Way): (clean: Parts) => Partial<Parts> {
  return clean => {
    let newest: Way | undefined
    const left = new WeakSet<Stream>()
    return {
      answerElsewhere: exchange => {
        newest = wayOf(exchange) ?? newest
        clean.answerElsewhere(exchange)
      },
      chainEnded: stream => {
        if (newest === way) left.add(stream)
        if (!left.has(stream)) clean.chainEnded(stream)
      },
    }
  }
}
