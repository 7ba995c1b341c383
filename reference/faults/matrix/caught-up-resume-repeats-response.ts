import type { Fault } from '../../fault.js'
import type { SyncBatch } from '../../sync/source.js'
import { wrappedChains } from './changed-chains.js'

export const caughtUpResumeRepeatsResponse: Fault = {
  name: 'caught-up-resume-repeats-response',
  breaks: ['RES-15b'],
  summary: 'A client that comes back with the newest token is sent the response of that token once more.',
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
