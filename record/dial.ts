import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly ca?: string
  readonly insecure: boolean
}

export const dial = ({ host, port }: Endpoint): Socket => connectTcp({ host, port, noDelay: true })

/**
 * TLS over a connected socket of ours, rather than one that node:tls opens: only a TCP socket can be reset, and a cut is a reset.
 * Throws where node:tls does not take what it is given.
 */
export const secure = (tcp: Socket, { host, ca, insecure }: Endpoint, alpn: readonly string[] | undefined): TLSSocket => {
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host }
  return connectTls({
    socket: tcp,
    host,
    rejectUnauthorized: !insecure,
    ...servername,
    ...(ca === undefined ? {} : { ca }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
  })
}
