/** How many streams a server may hold, because each is an open file of one of its processes. */

import { execFileSync } from 'node:child_process'

export interface Capacity {
  /** Infinity if the system sets no limit. */
  readonly streams: number
  readonly files_a_process: number
}

/** Files that are not streams: the process's own, publishers, and short requests. */
export const RESERVED_FILES = 200

/** Node has raised its limit to the hard limit, and a child process inherits it. */
export function capacityOf(processes: number): Capacity {
  const files_a_process = openFilesLimit()
  return { files_a_process, streams: Math.max(0, files_a_process - RESERVED_FILES) * processes }
}

function openFilesLimit(): number {
  try {
    return Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })) || Number.POSITIVE_INFINITY
  } catch {
    // A system without such a shell has no such limit either.
    return Number.POSITIVE_INFINITY
  }
}
