import type { Fault } from '../../fault.js'

export const cursorOfTheDevice: Fault = {
  name: 'cursor-of-the-device',
  breaks: [
    'RES-13',
    'RES-03',
    'RES-05',
    'RES-10',
    'RES-14',
    'RES-14c',
    'RES-17',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'SYN-18d',
    'RES-16d',
  ],
  summary: 'The newest token of a device is always its position; an older one is treated as a mistake.',
  profile: 'matrix',
  wrap: clean => {
    const given = new Map<string, Map<string, number>>()
    return {
      openChain: async (request, exchange) => {
        const { access_token = '', since } = request
        const places = given.get(access_token) ?? new Map<string, number>()
        given.set(access_token, places)
        const here = places.get(since ?? '')
        const [newest] = [...places].at(-1) ?? []
        const opened = await clean.openChain(here === undefined || newest === undefined ? request : { ...request, since: newest }, exchange)
        if ('refusal' in opened) return opened
        const next = async () => {
          const batch = await opened.next()
          if (batch !== undefined && !places.has(batch.next_batch)) places.set(batch.next_batch, places.size)
          return batch
        }
        return { ...opened, next }
      },
    }
  },
}
