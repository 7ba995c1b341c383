import { Duplex } from 'node:stream'
import type { HopFault } from '../fault.js'

const replayOf = (kept: readonly Buffer[]): Duplex => {
  const replay = new Duplex({ read: () => undefined, write: (_bytes, _encoding, done) => done() })
  for (const bytes of kept) replay.push(bytes)
  replay.push(null)
  return replay
}

export const answersFromACache: HopFault = {
  name: 'answers-from-a-cache',
  breaks: ['HOP-40', 'HOP-41'],
  summary: 'A complete stream is kept and sent in answer to later requests for its URL, whoever sends them.',
  profile: 'hop',
  wrap: clean => {
    const complete = new Map<string, readonly Buffer[]>()
    return {
      connect: (forwarded, open) => {
        const kept = complete.get(forwarded.target)
        if (kept !== undefined) return replayOf(kept)
        const origin = clean.connect(forwarded, open)
        const seen: Buffer[] = []
        origin.on('data', bytes => seen.push(bytes))
        origin.on('end', () => complete.set(forwarded.target, seen))
        return origin
      },
    }
  },
}
