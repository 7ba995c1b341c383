import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { defined } from '../schemas/index.js'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly ca?: string
  readonly insecure: boolean
}

export const dial = ({ host, port }: Endpoint): Socket => connectTcp({ host, port, noDelay: true })

/**
 * Opens TLS over a TCP socket that is already connected. node:tls would open its own socket, which cannot be reset, and a cut is a reset. Throws if
 * node:tls does not accept the options.
 */
export const secure = (tcp: Socket, { host, ca, insecure }: Endpoint, alpn: readonly string[] | undefined): TLSSocket => {
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host }
  return connectTls({
    socket: tcp,
    host,
    rejectUnauthorized: !insecure,
    ...servername,
    ...defined({ ca }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
  })
}
