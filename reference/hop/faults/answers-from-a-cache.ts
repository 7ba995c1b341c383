import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { HopFault } from '../fault.js'
import type { Upstream } from '../parts.js'

interface Kept {
  readonly status: number
  readonly rawHeaders: string[]
  readonly content: readonly Buffer[]
}

const replayOf = ({ status, rawHeaders, content }: Kept): Upstream => {
  const replay = new IncomingMessage(new Socket())
  replay.statusCode = status
  replay.rawHeaders = rawHeaders
  return {
    onResponse: take => setImmediate(() => take(replay)),
    end: () => {
      for (const bytes of content) replay.push(bytes)
      replay.push(null)
    },
    leave: () => undefined,
  }
}

export const answersFromACache: HopFault = {
  name: 'answers-from-a-cache',
  breaks: ['HOP-40', 'HOP-41'],
  summary: 'A complete stream is kept and sent in answer to later requests for its URL, whoever sends them.',
  profile: 'hop',
  wrap: clean => {
    const complete = new Map<string, Kept>()
    return {
      connect: (forwarded, open) => {
        const kept = complete.get(forwarded.target)
        if (kept !== undefined) return replayOf(kept)
        const upstream = clean.connect(forwarded, open)
        upstream.onResponse(response => {
          const content: Buffer[] = []
          response.on('data', bytes => content.push(bytes))
          response.on('end', () =>
            complete.set(forwarded.target, { status: response.statusCode ?? 0, rawHeaders: response.rawHeaders, content }),
          )
        })
        return upstream
      },
    }
  },
}
