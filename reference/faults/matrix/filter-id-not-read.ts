import type { Fault } from '../../fault.js'

export const filterIdNotRead: Fault = {
  name: 'filter-id-not-read',
  breaks: ['SYN-04', 'SYN-05b'],
  summary: 'A filter that is not JSON is treated as no filter.',
  profile: 'matrix',
  wrap: clean => ({
    syncRequest: exchange => {
      const request = clean.syncRequest(exchange)
      return request.filter?.startsWith('{') === true ? request : { ...request, filter: undefined }
    },
  }),
}
