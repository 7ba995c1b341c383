import type { BaselineEntry, ExpectationState, Report, Verdict } from '../schemas/index.js'

/** The day (UTC) of a time; empty if the time is invalid. */
const dayOf = (time: string, later_days = 0): string => {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return ''
  date.setUTCDate(date.getUTCDate() + later_days)
  return date.toISOString().slice(0, 10)
}

const isSameFailure = ({ verdict, unmet = [] }: Verdict, entry: BaselineEntry): boolean =>
  verdict === entry.verdict && unmet.every(part => entry.unmet.includes(part))

const stateOf = (verdict: Verdict, entry: BaselineEntry, day: string): ExpectationState | undefined => {
  switch (verdict.verdict) {
    case 'pass':
    case 'warn':
      return 'passes-again'
    case 'fail':
    case 'inconclusive':
      if (!isSameFailure(verdict, entry)) return 'other-reason'
      return day > entry.until ? 'expired' : 'expected'
    default:
      // Not judged, so it neither meets nor breaks the expectation.
      return undefined
  }
}

/** The report, with the expectation added to each verdict that the baseline lists. Verdicts do not change. Pure. */
export const withExpectations = (report: Report, baseline: readonly BaselineEntry[]): Report => {
  const listed = new Map(baseline.map(entry => [entry.id, entry]))
  const day = dayOf(report.started)
  const verdicts = report.verdicts.map((verdict): Verdict => {
    const entry = listed.get(verdict.id)
    const state = entry && stateOf(verdict, entry, day)
    return entry === undefined || state === undefined
      ? verdict
      : { ...verdict, baseline: { state, reason: entry.reason, until: entry.until } }
  })
  return { ...report, verdicts }
}

/** A new baseline, and how it differs from the old one. */
export interface BaselineChanges {
  readonly entries: readonly BaselineEntry[]
  readonly added: number
  readonly kept: number
  readonly removed: number
}

const ACCEPTED_DAYS = 90

const isListed = (verdict: Verdict): boolean =>
  verdict.verdict === 'fail' || (verdict.verdict === 'inconclusive' && (verdict.level === 'MUST' || verdict.level === 'MUST NOT'))

const entryOf = ({ id, verdict, unmet = [] }: Verdict, before: BaselineEntry | undefined, started: string): BaselineEntry => {
  const day = dayOf(started)
  const current = before !== undefined && before.until >= day
  return {
    id,
    verdict: verdict === 'fail' ? 'fail' : 'inconclusive',
    reason: before?.reason ?? `accepted on ${day}: say why`,
    until: current ? before.until : dayOf(started, ACCEPTED_DAYS),
    unmet: [...unmet],
  }
}

/**
 * The baseline that expects this report's failures. Reasons of old entries are kept, and their dates unless they have passed (a new date is
 * 90 days away). Entries that were not judged stay unchanged. Pure.
 */
export const updatedBaseline = (report: Report, before: readonly BaselineEntry[]): BaselineChanges => {
  const old = new Map(before.map(entry => [entry.id, entry]))
  const judged = new Map(report.verdicts.map(verdict => [verdict.id, verdict.verdict]))
  const failing = report.verdicts.filter(isListed)
  const unjudged = before.filter(({ id }) => ['skip', 'not-applicable', 'error'].includes(judged.get(id) ?? 'skip'))
  const entries = [...unjudged, ...failing.map(verdict => entryOf(verdict, old.get(verdict.id), report.started))]
  const added = failing.filter(({ id }) => !old.has(id)).length
  const kept = entries.length - added
  return { entries: entries.toSorted((one, other) => (one.id < other.id ? -1 : 1)), added, kept, removed: before.length - kept }
}
