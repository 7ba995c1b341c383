import { bearerToken } from '../../authenticate.js'
import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const unknownPathShowsAPage: Fault = {
  name: 'unknown-path-shows-a-page',
  breaks: ['HTTP-23d'],
  summary: 'Without a token, any unknown path returns the page of the web client with status 200.',
  profile: 'matrix',
  wrap: clean => ({
    answerElsewhere: exchange => {
      const isBelow = exchange.path.startsWith(`${exchange.server.settings.stream_path}/`)
      if (isBelow && bearerToken(exchange) === undefined) answer(exchange, 200, [['Content-Type', 'text/html']], '<!DOCTYPE html>')
      else clean.answerElsewhere(exchange)
    },
  }),
}
