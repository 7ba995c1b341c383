import type { Verdict } from '../../schemas/index.js'
import { bytesOf, type Markup } from './markup.js'

/** Keeps a page within its size: what has been told, in how many bytes, and what had to be left out. */
export interface Fitting {
  left_bytes: number
  readonly told: Set<Verdict>
  readonly shortened: Verdict[]
  readonly left_out: Verdict[]
}

export const createFitting = (bytes: number): Fitting => ({ left_bytes: bytes, told: new Set(), shortened: [], left_out: [] })

/** The first of several ways to tell of a verdict for which there is room; none, where there is none for any. */
export const tell = (fitting: Fitting, verdict: Verdict, ways: readonly (() => Markup)[]): Markup[] => {
  for (const [index, way] of ways.entries()) {
    const markup = way()
    const bytes = bytesOf(markup)
    if (bytes > fitting.left_bytes) continue
    fitting.left_bytes -= bytes
    fitting.told.add(verdict)
    if (index > 0) fitting.shortened.push(verdict)
    return [markup]
  }
  fitting.left_out.push(verdict)
  return []
}
