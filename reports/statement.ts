import {
  defined,
  type Loosened,
  type OpenMust,
  type Report,
  type Requirement,
  type Resource,
  type Statement,
  type TestResult,
  type Unjudged,
  type Verdict,
  type VerdictKind,
} from '../schemas/index.js'
import { isOfBrowsers, requirementsOf } from '../suites/index.js'

const isBinding = (level: Verdict['level'] | undefined): boolean => level === 'MUST' || level === 'MUST NOT'

/** A skip counts only if the requirement is judged only on request. The suite decides that, because a reason could be forged. */
const isOnRequest = ({ on_request }: Requirement, { verdict, reason }: Verdict): boolean =>
  on_request !== undefined && verdict === 'skip' && reason?.startsWith('not run by default') === true

const openMust = (requirement: Requirement, verdict: Verdict | undefined): OpenMust[] => {
  const { id } = requirement
  // No profile depends on the browsers of a machine: their verdicts count only if requested, which `selected` shows.
  if (verdict === undefined && isOfBrowsers(id)) return []
  if (verdict === undefined) return [{ id, verdict: 'not-selected', reason: 'it was not among what was judged' }]
  const kind = verdict.verdict
  if (kind === 'pass' || kind === 'not-applicable' || isOnRequest(requirement, verdict)) return []
  return [{ id, verdict: kind, reason: verdict.reason ?? verdict.actual ?? verdict.requirement }]
}

/** The MUSTs that keep the profile from counting as passed: each must pass, be not applicable, or be judged only on request. */
export const openMusts = ({ profile, verdicts }: Report): OpenMust[] =>
  requirementsOf(profile)
    .filter(({ level }) => isBinding(level[profile]))
    .flatMap(requirement =>
      openMust(
        requirement,
        verdicts.find(({ id }) => id === requirement.id),
      ),
    )

const isLimit = ({ limit }: Loosened): boolean => limit === true

/** The profile counts as passed: no MUST is open, and no time limit was above its default. */
export const isProfilePassed = (report: Report): boolean => !(report.loosened ?? []).some(isLimit) && openMusts(report).length === 0

/** WARNED: every MUST of the profile is met, at least in a lenient reading. An open MUST is not a warning, because it was not shown to be met. */
export const resultOf = (report: Report): TestResult['result'] => {
  const bad = report.verdicts.some(({ verdict }) => verdict === 'fail' || verdict === 'error')
  if (bad || (report.loosened ?? []).some(isLimit) || openMusts(report).some(({ verdict }) => verdict !== 'warn')) return 'FAILED'
  return report.verdicts.some(({ verdict }) => verdict === 'warn') ? 'WARNED' : 'PASSED'
}

/**
 * The certificate of a report: an in-toto Statement v1 with a test-result/v0.1 predicate
 * (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md). `subject` are the files of the bundle, `configuration`
 * those of the suites, each with its SHA-256. Pure: the same report always gives the same statement.
 */
export const statementOf = (report: Report, subject: Statement['subject'], configuration: Resource[]): Statement => {
  const ids = (kind: VerdictKind): string[] => report.verdicts.filter(({ verdict }) => verdict === kind).map(({ id }) => id)
  const unjudged = (kind: VerdictKind): Unjudged[] =>
    report.verdicts.filter(({ verdict }) => verdict === kind).map(({ id, level, reason = '' }) => ({ id, level, reason }))
  const { tool, target, profile, selected, strict, loosened, started } = report
  const open = openMusts(report)
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: resultOf(report),
      configuration,
      passedTests: ids('pass'),
      warnedTests: ids('warn'),
      failedTests: ids('fail'),
      ssespec: {
        tool,
        target,
        profile,
        selected,
        strict,
        ...defined({ loosened }),
        recorded: started,
        profile_passed: isProfilePassed(report),
        open,
        skipped: unjudged('skip'),
        not_applicable: unjudged('not-applicable'),
        inconclusive: unjudged('inconclusive'),
        errors: unjudged('error'),
      },
    },
  }
}
