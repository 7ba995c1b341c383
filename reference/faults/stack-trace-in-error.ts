import { answerJson } from '../exchange.js'
import type { Fault } from '../fault.js'

export const stackTraceInError: Fault = {
  name: 'stack-trace-in-error',
  breaks: ['SEC-16', 'SEC-16d'],
  summary: "Error responses include the error's stack trace.",
  profile: 'sse',
  wrap: () => ({
    refuse: (exchange, status, error, fields = []) => {
      const { parts } = exchange.server
      const said = parts.errorContent(status, error)
      const content = status === 401 ? said : { ...said, stack: new Error(error).stack }
      answerJson(exchange, status, [...parts.cors(exchange, 'error'), ...fields], content)
    },
  }),
}
