import { answerJson, fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

const LATER_MS = 3_000
const MARK = 'x-ssespec-later'

export const revokedInTheBackground: Fault = {
  name: 'revoked-in-the-background',
  breaks: ['SEC-06e'],
  summary: 'Logout returns immediately but takes effect seconds later, and streams keep sending what happens in the meantime.',
  profile: 'matrix',
  wrap: clean => ({
    answerElsewhere: exchange => {
      const { path, method, socket } = exchange
      const isLogout = method === 'POST' && path.endsWith('/logout')
      if (!isLogout || fieldValues(exchange, MARK).length > 0) {
        clean.answerElsewhere(exchange)
        return
      }
      const [authorization = ''] = fieldValues(exchange, 'authorization')
      const url = `http://127.0.0.1:${socket.localPort}${path}`
      const revoke = () => fetch(url, { method, body: '{}', headers: { authorization, [MARK]: '1' } })
      setTimeout(() => void revoke().catch(() => undefined), LATER_MS).unref()
      answerJson(exchange, 200, clean.cors(exchange, 'answer'), {})
    },
  }),
}
