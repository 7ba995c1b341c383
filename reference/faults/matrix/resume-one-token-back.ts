import type { Fault } from '../../fault.js'

export const resumeOneTokenBack: Fault = {
  name: 'resume-one-token-back',
  breaks: ['ID-05', 'ID-07', 'ID-08b', 'RES-04', 'RES-04c', 'RES-10', 'RES-14d', 'RES-15b', 'RES-17', 'RES-16d', 'SYN-18d'],
  summary: "A resume continues from the token before the client's token, to be on the safe side.",
  profile: 'matrix',
  wrap: clean => {
    const before = new Map<string, string>()
    return {
      openChain: async (request, exchange) => {
        const { access_token = '', since } = request
        const earlier = before.get(`${access_token} ${since}`)
        const opened = await clean.openChain(earlier === undefined ? request : { ...request, since: earlier }, exchange)
        if ('refusal' in opened) return opened
        let last = since
        const next = async () => {
          const batch = await opened.next()
          const place = `${access_token} ${batch?.next_batch}`
          if (batch !== undefined && last !== undefined && !before.has(place)) before.set(place, last)
          last = batch?.next_batch
          return batch
        }
        return { ...opened, next }
      },
    }
  },
}
