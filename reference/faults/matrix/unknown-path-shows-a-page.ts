import { bearerToken } from '../../authenticate.js'
import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const unknownPathShowsAPage: Fault = {
  name: 'unknown-path-shows-a-page',
  breaks: ['HTTP-23d'],
  summary: 'Whoever has no token is shown the page of the web client, with 200, at any path that is not there.',
  profile: 'matrix',
  wrap: clean => ({
    answerElsewhere: exchange => {
      const isBelow = exchange.path.startsWith(`${exchange.server.settings.stream_path}/`)
      if (isBelow && bearerToken(exchange) === undefined) answer(exchange, 200, [['Content-Type', 'text/html']], '<!DOCTYPE html>')
      else clean.answerElsewhere(exchange)
    },
  }),
}
