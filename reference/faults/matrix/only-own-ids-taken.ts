import type { Fault } from '../../fault.js'

export const onlyOwnIdsTaken: Fault = {
  name: 'only-own-ids-taken',
  breaks: ['ID-07b', 'HTTP-01'],
  summary: 'The stream knows the ids that it gave, and takes no other.',
  profile: 'matrix',
  wrap: clean => {
    const given = new Set<string>()
    return {
      batchEvent: (batch, position) => {
        given.add(batch.next_batch)
        return clean.batchEvent(batch, position)
      },
      openChain: (request, exchange) =>
        clean.openChain(
          request.since === undefined || given.has(request.since) ? request : { ...request, since: `unknown ${request.since}` },
          exchange,
        ),
    }
  },
}
