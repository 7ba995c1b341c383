import type { Fault } from '../../fault.js'

export const restartForgetsTokens: Fault = {
  name: 'restart-forgets-tokens',
  breaks: ['RES-11', 'HTTP-01'],
  summary: 'Tokens are keys of in-memory state, so after a restart the server knows none of the tokens it issued.',
  profile: 'matrix',
  wrap: clean => {
    const given = new Set<string>()
    const forgotten = new Set<string>()
    return {
      restarted: server => {
        for (const token of given) forgotten.add(token)
        clean.restarted(server)
      },
      openChain: async (request, exchange) => {
        if (request.since !== undefined && forgotten.has(request.since)) {
          return { refusal: { status: 400, fields: [], content: JSON.stringify(clean.errorContent(400, 'the token is unknown')) } }
        }
        const opened = await clean.openChain(request, exchange)
        if ('refusal' in opened) return opened
        const next = async () => {
          const batch = await opened.next()
          if (batch !== undefined) given.add(batch.next_batch)
          return batch
        }
        return { ...opened, next }
      },
    }
  },
}
