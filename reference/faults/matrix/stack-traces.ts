/** Errors that expose their stack trace, for one kind of bad input. */

import { answerJson, type Exchange } from '../../exchange.js'
import type { Fault } from '../../fault.js'
import type { Parts } from '../../parts.js'

const withStack = (content: object): object => ({ ...content, stack: new Error('invalid input').stack })

type Shown = Pick<Parts, 'passRefusal' | 'refuse'>

/** Applies to refusals by the source and by the server, if the predicate is true. */
const showing =
  (isShown: (exchange: Exchange, status: number) => boolean) =>
  (clean: Parts): Shown => ({
    passRefusal: (exchange, refusal) => {
      const content = isShown(exchange, refusal.status) ? JSON.stringify(withStack(JSON.parse(refusal.content))) : refusal.content
      clean.passRefusal(exchange, { ...refusal, content })
    },
    refuse: (exchange, status, error, fields = []) => {
      const { parts } = exchange.server
      if (!isShown(exchange, status)) clean.refuse(exchange, status, error, fields)
      else answerJson(exchange, status, [...parts.cors(exchange, 'error'), ...fields], withStack(parts.errorContent(status, error)))
    },
  })

const isBad = (status: number): boolean => status >= 400 && status !== 401 && status !== 404 && status !== 405
const hasInterval = ({ query, server }: Exchange): boolean =>
  server.parts.heartbeatInterval(query.getAll('heartbeat_interval'), 5_000) === undefined
const hasId = (exchange: Exchange): boolean => exchange.server.parts.lastEventIds(exchange).some(id => id !== '')

export const stackTraceForABadFilter: Fault = {
  name: 'stack-trace-for-a-bad-filter',
  breaks: ['SEC-16b'],
  summary: "Errors about an unreadable parameter include the parser's stack trace.",
  profile: 'matrix',
  wrap: showing((exchange, status) => isBad(status) && !hasInterval(exchange) && !hasId(exchange)),
}

export const stackTraceForABadId: Fault = {
  name: 'stack-trace-for-a-bad-id',
  breaks: ['SEC-16c'],
  summary: "Errors about an unreadable Last-Event-ID include the parser's stack trace.",
  profile: 'matrix',
  wrap: showing((exchange, status) => isBad(status) && hasId(exchange)),
}

export const stackTraceForABadInterval: Fault = {
  name: 'stack-trace-for-a-bad-interval',
  breaks: ['SEC-16d'],
  summary: "Errors about an invalid heartbeat_interval include the parser's stack trace.",
  profile: 'matrix',
  wrap: showing((exchange, status) => isBad(status) && hasInterval(exchange)),
}

export const stackTraceForABadToken: Fault = {
  name: 'stack-trace-for-a-bad-token',
  breaks: ['SEC-16e'],
  summary: 'Errors about a token that cannot be verified include the stack trace of the check.',
  profile: 'matrix',
  wrap: showing((_exchange, status) => status === 401),
}
