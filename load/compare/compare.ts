import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Claims, type ComparisonReport, defined, type Load, packageRoot, tool, validated } from '../../schemas/index.js'
import { type LoadOptions, type LoadProgress, measureLoad } from '../load.js'
import { machine } from '../machine.js'
import type { Subject } from '../subject.js'
import { type SettledWorkload, settled } from '../workload.js'
import { findingOf } from './derive.js'

export interface CompareProgress extends LoadProgress {
  /** Which measurement it belongs to. */
  readonly measurement: string
}

export interface CompareOptions extends Pick<LoadOptions, 'signal' | 'onNote'> {
  readonly claims: Claims
  readonly subject: (workload: SettledWorkload) => Promise<Subject>
  readonly onProgress?: (progress: CompareProgress) => void
}

/** The claims of MSC2108, with the comparisons that judge them. */
export const readClaims = (): Claims =>
  validated('claims', JSON.parse(readFileSync(join(packageRoot, 'load', 'compare', 'claims.json'), 'utf8')), 'load/compare/claims.json')

/**
 * Measures what the claims need and decides whether each holds.
 * @throws as `measureLoad` does
 */
export const compareTransports = async (options: CompareOptions): Promise<ComparisonReport> => {
  const { claims, subject, onProgress, onNote, signal } = options
  const began = performance.now()
  const started = new Date().toISOString()
  const loads: Record<string, Load> = {}
  for (const [measurement, written] of Object.entries(claims.measurements)) {
    if (signal?.aborted === true) break
    const workload = settled(written)
    loads[measurement] = await measureLoad({
      workload,
      subject: () => subject(workload),
      onProgress: progress => onProgress?.({ ...progress, measurement }),
      ...defined({ onNote, signal }),
    })
  }
  const [first] = Object.values(loads)
  return {
    format: 'ssespec-comparison/1',
    tool,
    started,
    wall_ms: performance.now() - began,
    interrupted: signal?.aborted ?? false,
    target: first?.target ?? { url: '', profile: 'sse', embedded: false },
    machine: first?.machine ?? machine(),
    findings: claims.claims.map(claim => findingOf(claim, loads)),
    loads,
  }
}
