import { spawn } from 'node:child_process'

/** The kernel's counters cannot be read; says why. */
export interface NotRead {
  readonly reason: string
}

/** Bytes of payload on the sockets that are open at a port of this machine, both ways, since each was opened: what TCP counts (tcp(7), `tcp_info`). */
export interface SocketBytes {
  readonly bytes: number
  readonly sockets: number
}

const COUNTER = /\b(bytes_acked|bytes_received):(\d+)/g

/** Adds up what `ss -tin` tells, a line a socket. */
export const sumSockets = (told: string): SocketBytes => {
  let [bytes, sockets] = [0, 0]
  for (const line of told.split('\n')) {
    const counters = [...line.matchAll(COUNTER)]
    if (counters.length === 0) continue
    sockets += 1
    for (const [, , count] of counters) bytes += Number(count)
  }
  return { bytes, sockets }
}

const MOST_BYTES = 256 << 20

/**
 * Reads the server's side of every open connection to this port, by `ss` of iproute2; those from 127.0.0.1 left out, where our clients never come from but
 * the publisher does. Never rejects.
 */
export const readSocketBytes = (port: number): Promise<SocketBytes | NotRead> =>
  new Promise(resolve => {
    const child = spawn('ss', ['-tinH', 'state', 'established', `( sport = :${port} and not dst 127.0.0.1 )`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const parts: Buffer[] = []
    let length = 0
    child.once('error', () => resolve({ reason: 'ss is not there: install iproute2' }))
    child.stdout.on('data', (part: Buffer) => {
      length += part.length
      if (length <= MOST_BYTES) parts.push(part)
    })
    child.once('close', code => {
      if (code !== 0) resolve({ reason: `ss ended with ${code}` })
      else if (length > MOST_BYTES) resolve({ reason: 'there are too many sockets to list' })
      else resolve(sumSockets(Buffer.concat(parts).toString('latin1')))
    })
  })
