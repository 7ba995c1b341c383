import type { Fault } from '../../fault.js'

export const resumeBeginsNow: Fault = {
  name: 'resume-begins-now',
  breaks: [
    'RES-02',
    'RES-03',
    'RES-11',
    'RES-13',
    'RES-10',
    'RES-14',
    'RES-14b',
    'RES-14c',
    'RES-17',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'RES-16',
    'RES-16b',
    'RES-16c',
    'SYN-06',
    'SYN-06b',
    'SYN-06c',
    'RES-05',
    'RES-14d',
    'BRW-03b',
    'BRW-06b',
    'BRW-07b',
    'RES-16d',
    'SYN-18d',
  ],
  summary: 'A resumed stream starts at the present, because a client with a token has already had an initial sync.',
  profile: 'matrix',
  wrap: clean => ({
    openChain: async (request, exchange) => {
      const opened = await clean.openChain(request, exchange)
      if ('refusal' in opened || request.since === undefined) return opened
      opened.close()
      const present = await clean.openChain({ ...request, since: undefined }, exchange)
      if (!('refusal' in present)) await present.next()
      return present
    },
  }),
}
