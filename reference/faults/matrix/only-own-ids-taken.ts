import type { Fault } from '../../fault.js'

export const onlyOwnIdsTaken: Fault = {
  name: 'only-own-ids-taken',
  breaks: ['ID-07b', 'HTTP-01'],
  summary: 'The streams of a device accept only ids that they sent themselves.',
  profile: 'matrix',
  wrap: clean => {
    const given = new Map<string, Set<string>>()
    return {
      openChain: async (request, exchange) => {
        const { access_token = '', since } = request
        const own = given.get(access_token) ?? new Set()
        given.set(access_token, own)
        const asked = since === undefined || own.has(since) ? request : { ...request, since: `unknown ${since}` }
        const opened = await clean.openChain(asked, exchange)
        if ('refusal' in opened) return opened
        const next = async () => {
          const batch = await opened.next()
          if (batch !== undefined) own.add(batch.next_batch)
          return batch
        }
        return { ...opened, next }
      },
    }
  },
}
