import { fetch } from 'undici'
import { defined, type MetricsHook } from '../../schemas/index.js'
import type { Reading } from './process-tree.js'

const LIMIT_MS = 5000

/** The value of a metric, or the sum over its label sets (Prometheus text format 0.0.4). */
export const metricIn = (page: string, name: string): number | undefined => {
  const values = page.split('\n').flatMap(line => {
    if (!line.startsWith(name) || !/^[ {]/.test(line.slice(name.length))) return []
    const [value] = line
      .slice(Math.max(line.lastIndexOf('}') + 1, name.length))
      .trim()
      .split(/\s+/)
    return [Number(value)]
  })
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)
}

/** The server's own metrics. Rejects if the page cannot be read, or misses the metrics of every Prometheus client library. */
export const readPrometheus = async (hook: Extract<MetricsHook, { url: string }>, signal: AbortSignal): Promise<Reading> => {
  const response = await fetch(hook.url, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]) })
  if (!response.ok) throw new Error(`the metrics page answered ${response.status}`)
  const page = await response.text()
  const [cpu_s, rss_bytes] = [metricIn(page, 'process_cpu_seconds_total'), metricIn(page, 'process_resident_memory_bytes')]
  if (cpu_s === undefined || rss_bytes === undefined) {
    throw new Error('the metrics page does not have process_cpu_seconds_total or process_resident_memory_bytes')
  }
  const files = hook.open_streams === undefined ? undefined : metricIn(page, hook.open_streams)
  return { cpu_s, rss_bytes, ...defined({ files }) }
}
