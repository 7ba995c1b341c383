import type { Exchange } from '../exchange.js'
import type { Fault } from '../fault.js'
import type { Outlet } from '../outlet.js'

/** The stream begins with a comment. */
export const withComment = (outlet: Outlet, text: string): Outlet => ({
  ...outlet,
  head: head => {
    outlet.head(head)
    outlet.write({ kind: 'opening', bytes: Buffer.from(`: ${text}\n\n`), last: true, chunked: undefined, deflated: undefined })
  },
})

const queryOf = ({ query }: Exchange): string => [...query].map(([name, value]) => `${name}=${value}`).join('&')

export const queryReflectedInComment: Fault = {
  name: 'query-reflected-in-comment',
  breaks: ['SEC-12d', 'HB-03'],
  summary: 'For debugging, the stream begins with a comment that repeats the decoded request parameters, line breaks included.',
  profile: 'sse',
  wrap: clean => ({ outletOf: (exchange, head) => withComment(clean.outletOf(exchange, head), queryOf(exchange)) }),
}
