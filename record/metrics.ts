import { readdir, readFile, readlink } from 'node:fs/promises'
import { fetch } from 'undici'
import { defined, type MetricsHook } from '../schemas/index.js'
import { beginning } from './beginning.js'
import { until } from './until.js'

export interface MetricsRead {
  readonly open_streams?: number
  readonly memory_bytes?: number
  readonly reason?: string
}

const LIMIT_MS = 5000
const PAGE_CHARACTERS = 4 << 20

/** The value of a metric without labels, or the sum over its label sets. Prometheus text format 0.0.4. */
const metric = (text: string, name: string): number | undefined => {
  const lines = text.split('\n').filter(line => line.startsWith(name) && /^[ {]/.test(line.slice(name.length)))
  const values = lines.map(line =>
    Number(
      line
        .slice(line.lastIndexOf('}') + 1)
        .trim()
        .split(/\s+/)
        .find(word => !Number.isNaN(Number(word))),
    ),
  )
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)
}

const readPrometheus = async (url: string, gauge: string | undefined, signal: AbortSignal): Promise<MetricsRead> => {
  const response = await fetch(url, { signal })
  if (!response.ok) return { reason: `the metrics page answered ${response.status}` }
  const text = await beginning(response.body, PAGE_CHARACTERS)
  const open = gauge === undefined ? undefined : metric(text, gauge)
  const memory = metric(text, 'process_resident_memory_bytes')
  return {
    ...defined({ open_streams: open, memory_bytes: memory }),
    ...(gauge !== undefined && open === undefined ? { reason: `the metrics page has no ${gauge}` } : {}),
  }
}

const readProcess = async (pid: number): Promise<MetricsRead> => {
  const files = await readdir(`/proc/${pid}/fd`)
  const links = await Promise.all(files.map(file => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')))
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const resident_kb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN)
  return { open_streams: links.filter(link => link.startsWith('socket:')).length, memory_bytes: resident_kb * 1024 }
}

/** Reads the server's metrics, until the signal. Never rejects: `reason` says what failed. */
export const readMetrics = async (hook: MetricsHook, stop: AbortSignal): Promise<MetricsRead> => {
  const limit = until([stop], LIMIT_MS)
  try {
    return 'pid' in hook ? await readProcess(hook.pid) : await readPrometheus(hook.url, hook.open_streams, limit.signal)
  } catch (cause) {
    if (limit.late) return { reason: `the metrics page did not answer within ${LIMIT_MS / 1000} s` }
    return { reason: cause instanceof Error ? cause.message : String(cause) }
  } finally {
    limit.release()
  }
}
