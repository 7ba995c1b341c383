import type { Fault } from '../fault.js'
import type { StreamHead } from '../head.js'
import type { Outlet } from '../outlet.js'

export const headWithheld: Fault = {
  name: 'head-withheld',
  breaks: ['HTTP-09', 'RES-15', 'BRW-01'],
  summary: 'Response headers are not flushed until the first event, so the client is stuck connecting until then.',
  profile: 'sse',
  wrap: clean => ({ outletOf: (exchange, head) => withheldUntilEvent(clean.outletOf(exchange, head)) }),
}

/** An outlet that withholds the response headers until there is an event, and drops what comes before it. */
export function withheldUntilEvent(outlet: Outlet): Outlet {
  let withheld: StreamHead | undefined
  return {
    ...outlet,
    head: head => {
      withheld = head
    },
    write: piece => {
      if (withheld !== undefined && piece.kind !== 'event') return
      if (withheld !== undefined) outlet.head(withheld)
      withheld = undefined
      outlet.write(piece)
    },
    end: () => {
      if (withheld !== undefined) outlet.head(withheld)
      outlet.end()
    },
  }
}
