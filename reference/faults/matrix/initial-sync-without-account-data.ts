import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const initialSyncWithoutAccountData: Fault = {
  name: 'initial-sync-without-account-data',
  breaks: ['RES-01', 'SYN-02d', 'SYN-15c'],
  summary: 'The first event contains only rooms; account data is sent when it changes.',
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, (response, { request, count }) => {
      if (request.since === undefined && count === 1) delete response.account_data
    }),
}
