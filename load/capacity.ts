import type { Machine } from '../schemas/index.js'
import { isLoopback } from './subject.js'
import type { SettledWorkload } from './workload.js'

/** This machine's limits are too low; the message has the command that raises them. */
export class CapacityError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CapacityError'
  }
}

/** Files that a process needs besides its connections. */
const SPARED_FILES = 200

const clients = ({ connections, slow_readers }: SettledWorkload): number => connections + (slow_readers?.connections ?? 0)

const processesFor = (connections: number, open_files: number): number => Math.ceil(connections / Math.max(1, open_files - SPARED_FILES))

/** How many processes of the embedded reference server can hold the workload's clients. */
export const serverProcessesFor = (workload: SettledWorkload, { open_files }: Pick<Machine, 'open_files'>): number =>
  processesFor(clients(workload), open_files)

/**
 * Checks the machine's limits before anything starts.
 * @throws {CapacityError}
 */
export const checkCapacity = (
  workload: SettledWorkload,
  { open_files, ports }: Pick<Machine, 'open_files' | 'ports'>,
  url: string,
): void => {
  const { connections, processes } = workload
  const each = Math.ceil(connections / processes) + SPARED_FILES
  if (each > open_files) {
    throw new CapacityError(
      `${connections} connections over ${processes} k6 process${processes === 1 ? '' : 'es'} need ${each} open files each, and a process may have ${open_files} here. ` +
        `Give --processes ${processesFor(connections, open_files)}, or raise the limit first: sudo prlimit --pid $$ --nofile=${each}`,
    )
  }
  // Clients of a server on this machine use as many addresses of 127.0.0.0/8 as they need.
  if (!isLoopback(url) && connections > ports) {
    throw new CapacityError(
      `${connections} connections to one address need as many ports, and there are ${ports} here. ` +
        `${connections <= 64_512 ? 'Widen their range first: sudo sysctl -w net.ipv4.ip_local_port_range="1024 65535"' : 'Spread them over several machines: load/kubernetes/README.md'}`,
    )
  }
}
