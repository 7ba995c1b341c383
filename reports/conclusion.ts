import type { ExpectationState, Report, Verdict, VerdictKind } from '../schemas/index.js'
import { inState } from './expectation.js'
import { isMust, KINDS, ofKind } from './families.js'
import { clipped } from './page.js'
import { shorten, visible } from './visible.js'

/**
 * The conclusion of a report. `unknown`: nothing failed, but a MUST was not seen to pass. `loosened`: nothing failed, but a time limit was above
 * its default. `part`: nothing failed in the judged part, but most was
 * skipped. `nothing`: nothing was judged.
 */
export type Outcome = 'conforms' | 'fails' | 'unknown' | 'loosened' | 'part' | 'nothing'

const MOST_IDS = 8

/** 812 ms, 15.8 s, 2 min 5 s. */
export const duration = (ms: number): string => {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Ids are shown where there is little room, so long ones are cut. */
export const shownId = (id: string): string => clipped(visible(id), 16)

export const idList = (ids: readonly string[], most = Number.POSITIVE_INFINITY): string => {
  const named = ids.slice(0, most).map(id => shownId(id))
  return ids.length > named.length ? `${named.join(', ')} and ${ids.length - named.length} more` : named.join(', ')
}

const idsOf = (verdicts: readonly Verdict[]): string =>
  idList(
    verdicts.map(({ id }) => id),
    MOST_IDS,
  )

/** Every MUST that could not be judged; like a failure, it keeps a target from conforming. */
export const openMusts = ({ verdicts }: Report): Verdict[] => ofKind(verdicts, 'inconclusive').filter(({ level }) => isMust(level))

const judgedOf = ({ summary }: Report): number => summary.pass + summary.warn + summary.fail

export const outcomeOf = (report: Report): Outcome => {
  if (report.conforms) return judgedOf(report) === 0 ? 'nothing' : 'conforms'
  if (report.summary.fail > 0) return 'fails'
  if (report.summary.error > 0 || openMusts(report).length > 0) return 'unknown'
  if (judgedOf(report) === 0) return 'nothing'
  return report.loosened?.some(({ limit }) => limit === true) ? 'loosened' : 'part'
}

const OUTCOME_KINDS = { conforms: 'pass', fails: 'fail', unknown: 'inconclusive', loosened: 'warn', part: 'warn', nothing: 'warn' } as const

/** The kind of verdict shown for the whole report. */
export const outcomeKind = (report: Report): VerdictKind => OUTCOME_KINDS[outcomeOf(report)]

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  conforms: 'Conforms to',
  fails: 'Does not conform to',
  unknown: 'Not shown to conform to',
  loosened: 'Nothing failed, but with time limits above the defaults it does not count as conforming to',
  part: 'Nothing failed, but most was not checked against',
  nothing: 'Nothing was checked against',
}

/** What keeps the target from conforming, with ids. */
const obstacles = (report: Report): string[] => {
  if (report.conforms) return []
  const failed = ofKind(report.verdicts, 'fail')
  const broken = ofKind(report.verdicts, 'error')
  const open = openMusts(report)
  return [
    ...(failed.length > 0 ? [`${failed.length} of ${judgedOf(report)} failed (${idsOf(failed)})`] : []),
    ...(broken.length > 0 ? [`${broken.length} in error (${idsOf(broken)})`] : []),
    ...(open.length > 0 ? [`${open.length} MUST inconclusive (${idsOf(open)})`] : []),
  ]
}

/** `78 passed, 4 warned, 12 skipped`: counts that the obstacles do not already contain. */
const others = (report: Report): string[] => {
  const told = report.conforms ? [] : ['fail', 'error']
  const open = report.conforms ? 0 : openMusts(report).length
  const counts = KINDS.filter(({ kind }) => !told.includes(kind)).map(({ kind, key, word }) =>
    kind === 'inconclusive' && open > 0
      ? { count: report.summary[key] - open, word: 'more inconclusive' }
      : { count: report.summary[key], word },
  )
  const said = counts.filter(({ count }) => count > 0).map(({ count, word }) => `${count} ${word}`)
  return said.length > 0 ? [said.join(', ')] : []
}

/** `Does not conform to sse as far as selected (FRM), read strictly`. Visible text, one line. */
export const outcomeText = (report: Report): string => {
  const part = report.selected === 'all' ? '' : ` as far as selected (${visible(shorten(report.selected, 60))})`
  return `${OUTCOMES[outcomeOf(report)]} ${visible(report.profile)}${part}${report.strict ? ', read strictly' : ''}`
}

const PHRASES: readonly (readonly [ExpectationState, string])[] = [
  ['expected', 'expected by the baseline'],
  ['other-reason', 'for a different reason than the baseline expects'],
  ['expired', 'past the date until which the baseline expects them'],
  ['passes-again', 'passing again though the baseline expects a failure'],
]

/** `2 expected by the baseline (FRM-05, RES-11)`, one phrase per state; none without a baseline. Visible text. */
const expectationCounts = (report: Report): string[] =>
  PHRASES.flatMap(([state, phrase]) => {
    const ids = inState(report, state).map(({ id }) => id)
    return ids.length === 0 ? [] : [`${ids.length} ${phrase} (${idList(ids, MOST_IDS)})`]
  })

/** `1 of 70 failed (FRM-05); 55 passed, 5 warned`. Visible text, one line. */
export const countsText = (report: Report): string =>
  report.verdicts.length === 0
    ? 'no requirement was selected'
    : [...obstacles(report), ...expectationCounts(report), ...others(report)].join('; ')

/** The conclusion in one sentence: `Conforms to sse: 78 passed, 4 warned, 12 skipped, 3 not applicable in 15.8 s`. Visible text, one line. */
export const conclusion = (report: Report): string => `${outcomeText(report)}: ${countsText(report)} in ${duration(report.wall_ms)}`
