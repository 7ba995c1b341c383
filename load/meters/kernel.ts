import { spawn } from 'node:child_process'

/** The kernel's counters cannot be read; the message says why. */
export interface NotRead {
  readonly reason: string
}

/** Payload bytes on the open sockets of a local port, in both directions, since each was opened (tcp(7), `tcp_info`). */
export interface SocketBytes {
  readonly bytes: number
  readonly sockets: number
}

const COUNTER = /\b(bytes_acked|bytes_received):(\d+)/g

/** Adds up the output of `ss -tin`, one line per socket. */
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
 * Reads the server's side of every open connection to this port with `ss` (iproute2). Connections from 127.0.0.1 are left out: the publisher
 * uses that address, clients do not. Never rejects.
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
