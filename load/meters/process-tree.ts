import { readdir, readFile } from 'node:fs/promises'

/** Process figures from /proc (proc(5)). Linux only. */
export interface Reading {
  /** CPU time since they began, user and system. */
  readonly cpu_s: number
  readonly rss_bytes: number
  /** Open files, including sockets; absent if not requested. */
  readonly files?: number
}

// USER_HZ is 100 wherever Node runs on Linux; the unit of utime and stime in /proc/PID/stat.
const TICKS_A_S = 100
const PAGE_BYTES = 4096

const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const direct = text.split(' ').map(Number).filter(Boolean)
  return [...direct, ...(await Promise.all(direct.map(childrenOf))).flat()]
}

const readOne = async (pid: number, withFiles: boolean): Promise<Reading> => {
  const [stat, statm] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/statm`, 'utf8')])
  // The second field is the program's name in parentheses, which may contain spaces; utime is field 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    cpu_s: (Number(fields[11]) + Number(fields[12])) / TICKS_A_S,
    rss_bytes: Number(statm.split(' ')[1]) * PAGE_BYTES,
    ...(withFiles ? { files: (await readdir(`/proc/${pid}/fd`)).length } : {}),
  }
}

/** The sum over a process and its descendants. Rejects if the process is gone or the system has no /proc. */
export const readProcessTree = async (pid: number, withFiles: boolean): Promise<Reading> => {
  const children = await childrenOf(pid)
  const [own, ...others] = await Promise.all([
    readOne(pid, withFiles),
    // A child may end between being listed and being read.
    ...children.map(child => readOne(child, withFiles).catch(() => undefined)),
  ])
  const all = [own, ...others.flatMap(one => one ?? [])]
  return {
    cpu_s: all.reduce((sum, { cpu_s }) => sum + cpu_s, 0),
    rss_bytes: all.reduce((sum, { rss_bytes }) => sum + rss_bytes, 0),
    ...(withFiles ? { files: all.reduce((sum, { files = 0 }) => sum + files, 0) } : {}),
  }
}
