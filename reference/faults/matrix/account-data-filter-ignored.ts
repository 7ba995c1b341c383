import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const accountDataFilterIgnored: Fault = {
  name: 'account-data-filter-ignored',
  breaks: ['SYN-03g'],
  summary: 'The filter is not applied to account data.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.account_data
      delete filter.room?.account_data
    }),
}
