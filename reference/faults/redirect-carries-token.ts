import { admitted, bearerToken } from '../authenticate.js'
import { answer, type Exchange } from '../exchange.js'
import type { Fault } from '../fault.js'

const livePath = ({ server }: Exchange) => `${server.settings.stream_path}/live`

export const redirectCarriesToken: Fault = {
  name: 'redirect-carries-token',
  breaks: ['SEC-18', 'HTTP-13', 'HTTP-13c', 'HTTP-16', 'HTTP-24', 'SEC-01', 'SEC-02', 'HTTP-13e', 'HTTP-15b'],
  summary: "The server redirects to the stream's real path with the token in the query, from where it leaks into logs and histories.",
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      const { server, query } = exchange
      if (exchange.path === livePath(exchange)) clean.openStream(exchange)
      else if (admitted(exchange)) {
        const target = new URLSearchParams(query)
        const token = bearerToken(exchange)
        if (token !== undefined) target.set('access_token', token)
        answer(exchange, 307, [...server.parts.cors(exchange, 'answer'), ['Location', `${livePath(exchange)}?${target}`]], '')
      }
    },
    authenticate: exchange => {
      const { token } = exchange.server.settings
      return exchange.path === livePath(exchange) && exchange.query.get('access_token') === token ? undefined : clean.authenticate(exchange)
    },
    answerElsewhere: exchange => {
      if (exchange.path === livePath(exchange) && exchange.method === 'GET') exchange.server.parts.openStream(exchange)
      else clean.answerElsewhere(exchange)
    },
  }),
}
