import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const accountDataLeftOut: Fault = {
  name: 'account-data-left-out',
  breaks: ['SYN-02d', 'SYN-03g', 'SYN-15', 'SYN-15c'],
  summary: 'Account data is sent in the initial sync and never again.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => (response, count) => {
      if (count > 1) delete response.account_data
    }),
}
