import type { Fault } from '../fault.js'

export const lastEventIdCaseSensitive: Fault = {
  name: 'last-event-id-case-sensitive',
  breaks: ['RES-17'],
  summary: 'The Last-Event-ID header is looked up by its exact spelling, so other casings are not found.',
  profile: 'sse',
  wrap: clean => ({
    lastEventIds: exchange => {
      const { rawHeaders } = exchange.request
      // HTTP/2 field names are all lower case.
      const spelt = exchange.version === '2' || rawHeaders.some((text, index) => index % 2 === 0 && text === 'Last-Event-ID')
      return spelt ? clean.lastEventIds(exchange) : []
    },
  }),
}
