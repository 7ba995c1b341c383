import type { Fault } from '../../fault.js'
import { wrappedChains } from './changed-chains.js'

export const cutResponseCountedAsSent: Fault = {
  name: 'cut-response-counted-as-sent',
  breaks: [
    'RES-05',
    'RES-03',
    'RES-10',
    'RES-13',
    'RES-14',
    'RES-14c',
    'RES-17',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'BRW-03d',
    'SYN-18d',
  ],
  summary: 'The server records what it wrote to a device and continues after it, whatever token the device resumes with.',
  profile: 'matrix',
  wrap: clean => {
    const written = new Map<string, string>()
    const noting = wrappedChains(clean, (chain, { access_token = '' }) => ({
      ...chain,
      next: async () => {
        const batch = await chain.next()
        if (batch !== undefined) written.set(access_token, batch.next_batch)
        return batch
      },
    }))
    return {
      openChain: (request, exchange) => {
        const position = request.since === undefined ? undefined : written.get(request.access_token ?? '')
        return noting.openChain(position === undefined ? request : { ...request, since: position }, exchange)
      },
    }
  },
}
