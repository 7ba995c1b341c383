import type { Verdict } from '../../schemas/index.js'
import { bytesOf, type Markup } from './markup.js'

/** Keeps a page within its size: what was written, in how many bytes, and what was left out. */
export interface Fitting {
  left_bytes: number
  /** Index of the first way of showing a verdict that is still tried. */
  way: number
  readonly told: Set<Verdict>
  readonly shortened: Verdict[]
  readonly left_out: Verdict[]
}

/** Bytes reserved for the shortest way, so that everything is shown somehow before anything is left out. */
const RESERVE_BYTES = 400_000

export const createFitting = (bytes: number): Fitting => ({ left_bytes: bytes, way: 0, told: new Set(), shortened: [], left_out: [] })

/**
 * Shows a verdict in the first of several ways that fits, the last being the shortest, or not at all. A way that once did not fit is not tried
 * again: the first verdicts get the most detail, and a flood costs no more time than what is shown of it.
 */
export const tell = (fitting: Fitting, verdict: Verdict, ways: readonly (() => Markup)[]): Markup[] => {
  for (const [index, way] of ways.entries()) {
    if (index < fitting.way) continue
    const markup = way()
    const bytes = bytesOf(markup)
    if (bytes > fitting.left_bytes - (index < ways.length - 1 ? RESERVE_BYTES : 0)) {
      fitting.way = index + 1
      continue
    }
    fitting.left_bytes -= bytes
    fitting.told.add(verdict)
    if (index > 0) fitting.shortened.push(verdict)
    return [markup]
  }
  fitting.left_out.push(verdict)
  return []
}
