import type { Observed } from '../observe/index.js'
import { defined, type Evidence, type Loosened, type Observation, type Report, type Requirement, type Verdict } from '../schemas/index.js'
import { judge } from '../suites/index.js'
import { loosenedSettings } from './loosened.js'

export interface ReportOptions {
  readonly strict: boolean
  readonly only?: readonly string[]
  readonly quick: boolean
  /** Real browsers were judged too. */
  readonly browsers?: boolean
  /** Names what is judged, if it is neither all nor quick. */
  readonly selected?: string
}

const isBinding = ({ level }: Verdict): boolean => level === 'MUST' || level === 'MUST NOT'

const summarise = (verdicts: readonly Verdict[]): Report['summary'] => {
  const count = (kind: Verdict['verdict']) => verdicts.filter(({ verdict }) => verdict === kind).length
  return {
    pass: count('pass'),
    warn: count('warn'),
    fail: count('fail'),
    skip: count('skip'),
    not_applicable: count('not-applicable'),
    inconclusive: count('inconclusive'),
    error: count('error'),
  }
}

const isGood = ({ verdict }: Verdict): boolean => verdict === 'pass' || verdict === 'warn'

/**
 * Conforms: nothing failed, no MUST is inconclusive or an error, more MUSTs were judged than skipped, and no time limit was above its default.
 */
const conforms = (verdicts: readonly Verdict[], loosened: readonly Loosened[]): boolean => {
  if (loosened.some(({ limit }) => limit === true)) return false
  const binding = verdicts.filter(isBinding)
  const open = binding.some(({ verdict }) => verdict === 'inconclusive' || verdict === 'error')
  if (open || verdicts.some(({ verdict }) => verdict === 'fail')) return false
  if (binding.length === 0) return verdicts.some(isGood)
  return binding.filter(isGood).length > binding.filter(({ verdict }) => verdict === 'skip').length
}

/** How long streams were left idle, and what was waited for only briefly. Empty for a capture, which has no times. */
const watchedIn = (observations: readonly Observation[]): Pick<Report, 'watched'> => {
  const idle = observations.filter(({ scenario, state }) => state === 'complete' && /^(idle|watch-idle)/.test(scenario))
  const run = observations.find(({ waits_briefly }) => waits_briefly !== undefined)
  if (idle.length === 0 && run === undefined) return {}
  const briefly = run?.waits_briefly === undefined ? {} : { briefly: run.waits_briefly }
  return { watched: { idle_s: Math.round(Math.max(0, ...idle.map(({ window_ms }) => window_ms)) / 1000), ...briefly } }
}

/** Judges observations. `excerpts` adds the surrounding bytes to the evidence. Pure except for what `excerpts` reads. */
export const reportOn = async (
  observed: Observed,
  requirements: readonly Requirement[],
  options: ReportOptions,
  excerpts: (evidence: readonly Evidence[]) => Promise<Map<Evidence, Evidence>>,
): Promise<Report> => {
  const { header, observations, lag_max_ms, ended_ms } = observed
  const { strict, only, quick } = options
  const loosened = loosenedSettings(header, only)
  const judged = judge(requirements, observations, { profile: header.profile, strict, quick, ...defined({ only }) })
  const found = await excerpts(judged.flatMap(({ evidence }) => evidence))
  const verdicts = judged.map(verdict => ({ ...verdict, evidence: verdict.evidence.map(one => found.get(one) ?? one) }))
  return {
    format: 'ssespec-report/1',
    tool: header.tool,
    target: header.target,
    profile: header.profile,
    started: header.started,
    wall_ms: Math.round(ended_ms),
    strict,
    selected: only?.join(', ') ?? options.selected ?? `${quick ? 'quick' : 'all'}${options.browsers ? ', in browsers too' : ''}`,
    ...(loosened.length === 0 ? {} : { loosened }),
    clock: { lag_max_ms },
    ...watchedIn(observations),
    summary: summarise(verdicts),
    conforms: conforms(verdicts, loosened),
    verdicts,
  }
}

const isObstacle = (verdict: Verdict): boolean =>
  verdict.verdict === 'fail' || (isBinding(verdict) && (verdict.verdict === 'inconclusive' || verdict.verdict === 'error'))

/**
 * 0: conforms, only expected failures, or nothing failed in what was judged with the time limits that were set; 1: does not conform, or the baseline lists
 * something that passes again; 4: a MUST is inconclusive, no MUST was judged, or the harness failed.
 */
export const exitCodeOf = ({ verdicts, conforms: conforming }: Report): 0 | 1 | 4 => {
  if (verdicts.some(({ baseline }) => baseline?.state === 'passes-again')) return 1
  if (conforming) return 0
  const obstacles = verdicts.filter(isObstacle)
  const unexpected = obstacles.filter(({ baseline }) => baseline?.state !== 'expected')
  if (obstacles.length > 0 && unexpected.length === 0) return 0
  if (unexpected.length > 0) return unexpected.some(({ verdict }) => verdict === 'fail') ? 1 : 4
  return verdicts.some(verdict => isBinding(verdict) && isGood(verdict)) ? 0 : 4
}
