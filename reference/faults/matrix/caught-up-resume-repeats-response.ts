import type { Fault } from '../../fault.js'
import type { SyncBatch } from '../../sync/source.js'
import { wrappedChains } from './changed-chains.js'

export const caughtUpResumeRepeatsResponse: Fault = {
  name: 'caught-up-resume-repeats-response',
  breaks: [
    'RES-15b',
    'RES-04',
    'RES-15c',
    'RES-16c',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'SYN-06b',
    'SYN-06c',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-16d',
  ],
  summary: 'A client that reconnects with the newest token gets the response of that token again.',
  profile: 'matrix',
  wrap: clean => {
    const newest = new Map<string, SyncBatch>()
    return wrappedChains(clean, (chain, { access_token = '', since }) => {
      let again = since === undefined ? undefined : newest.get(access_token)
      if (again?.next_batch !== since) again = undefined
      const next = async () => {
        const batch = again ?? (await chain.next())
        again = undefined
        if (batch !== undefined) newest.set(access_token, batch)
        return batch
      }
      return { ...chain, next }
    })
  },
}
