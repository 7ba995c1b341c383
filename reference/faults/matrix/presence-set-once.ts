import type { Fault } from '../../fault.js'

const IDLE_MS = 1_000

export const presenceSetOnce: Fault = {
  name: 'presence-set-once',
  breaks: ['SYN-07b'],
  summary: 'Presence is set only when the stream opens; after a second without a call, the user is treated as idle.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const isOnline = (request.set_presence ?? 'online') === 'online'
      const opened = await clean.openChain(isOnline ? { ...request, set_presence: 'offline' } : request, exchange)
      if (!isOnline || 'refusal' in opened) return opened
      const there = await clean.openChain(request, exchange)
      let idle: typeof there | undefined
      const passes = setTimeout(async () => {
        if (!('refusal' in there)) there.close()
        idle = await clean.openChain({ ...request, set_presence: 'unavailable' }, exchange)
      }, IDLE_MS)
      return {
        next: opened.next,
        close: () => {
          clearTimeout(passes)
          for (const chain of [opened, there, idle]) if (chain !== undefined && !('refusal' in chain)) chain.close()
        },
      }
    },
  }),
}
