import { connect } from 'node:net'
import { UnreachableError } from '../record/index.js'

const LIMIT_MS = 5000
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** Opens one connection before thousands of them. @throws {UnreachableError} */
export const reach = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port, protocol } = new URL(url)
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (DEFAULT_PORTS[protocol] ?? 80) : Number(port),
      timeout: LIMIT_MS,
    })
    const fail = (why: string): void => {
      socket.destroy()
      reject(new UnreachableError(url, why))
    }
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', (cause: NodeJS.ErrnoException) =>
      fail(cause.code === 'ECONNREFUSED' ? 'nothing is listening on that port; start the server, or use another port' : cause.message),
    )
    socket.once('timeout', () => fail(`no connection within ${LIMIT_MS / 1000} s`))
  })
