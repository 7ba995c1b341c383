import type { Fault } from '../fault.js'

export const anyMethodOpensAStream: Fault = {
  name: 'any-method-opens-a-stream',
  breaks: ['HTTP-13'],
  summary: 'The route is registered for every method, so POST, PUT, PATCH and DELETE open a stream.',
  profile: 'sse',
  wrap: clean => ({
    refuseMethod: (exchange, methods) => {
      const routed = exchange.path === exchange.server.settings.stream_path && ['POST', 'PUT', 'PATCH', 'DELETE'].includes(exchange.method)
      if (routed) exchange.server.parts.openStream(exchange)
      else clean.refuseMethod(exchange, methods)
    },
  }),
}
