import type { Fault } from '../../fault.js'

export const prefixIsThePath: Fault = {
  name: 'prefix-is-the-path',
  breaks: ['HTTP-23b', 'HTTP-23d'],
  summary: 'The route matches by prefix, so any path below it is also served as the stream.',
  profile: 'matrix',
  wrap: clean => ({
    answerElsewhere: exchange => {
      const { parts, settings } = exchange.server
      if (exchange.path.startsWith(`${settings.stream_path}/`)) parts.openStream(exchange)
      else clean.answerElsewhere(exchange)
    },
  }),
}
