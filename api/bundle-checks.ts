import type { Check, CheckSubject, Finding, FindingKind, Statement } from '../schemas/index.js'
import type { Certificate } from './certificate.js'
import { SUBJECTS } from './digests.js'
import type { Judged } from './judge.js'

interface Checked {
  readonly findings: readonly Finding[]
  readonly statement: Statement | undefined
  readonly signature: Certificate['signature'] | undefined
  readonly judged: Judged | undefined
}

const UNSIGNED = 'there is no certificate to compare with'
const UNDERIVED = 'nothing could be derived from the recording'

/** The text for each subject that passes; undefined if it could not be checked. */
const SAYS: Readonly<Record<Exclude<CheckSubject, 'signature'>, (checked: Checked) => string | undefined>> = {
  digests: ({ statement }) => statement && `${SUBJECTS.join(', ')} are those that the certificate names`,
  certificate: ({ statement, judged }) => statement && judged && `says ${statement.predicate.result}, as the recording does`,
  suites: ({ statement }) => statement && `${statement.predicate.configuration.length} files, those of this version`,
  recording: ({ judged }) => judged && 'read from its first line to its last, each valid',
  scenarios: ({ judged }) => judged && 'all that were to be recorded are there',
  observations: ({ judged }) => judged && `${judged.observations.length} derived again from the recording`,
  verdicts: ({ judged }) => judged && `${judged.report.verdicts.length} derived again, each the same`,
  report: ({ judged }) => judged && 'its summary and conclusion follow from the verdicts',
  renderings: ({ judged }) => judged && 'the other formats show this report',
}

const uncheckedBecause = (of: CheckSubject): string => (of === 'digests' || of === 'certificate' || of === 'suites' ? UNSIGNED : UNDERIVED)

/** If the recording is in doubt, everything that depends on it is too. */
const DOUBTS: readonly FindingKind[] = [
  'edited-recording',
  'missing-scenario',
  'disagreeing-observations',
  'other-version',
  'broken-report',
]
const HANGING: readonly CheckSubject[] = ['verdicts', 'report', 'renderings']

const isAgainst = ({ kind, of }: Finding, subject: CheckSubject): boolean =>
  of === subject || (kind === 'edited-observations' && subject === 'observations')

const checkOf = (of: Exclude<CheckSubject, 'signature'>, checked: Checked): Check => {
  const against = checked.findings.filter(finding => isAgainst(finding, of))
  const names = [...new Set(against.map(({ id, scenario, file, kind }) => id ?? scenario ?? file ?? kind))]
  if (names.length > 0) return { of, state: 'fails', says: names.join(', ') }
  const says = SAYS[of](checked)
  if (says === undefined) return { of, state: 'not-checked', says: uncheckedBecause(of) }
  const doubt = HANGING.includes(of) ? checked.findings.find(({ kind }) => DOUBTS.includes(kind)) : undefined
  return doubt === undefined ? { of, state: 'holds', says } : { of, state: 'not-checked', says: `see ${doubt.kind}` }
}

/** What was checked, with its result. Pure. */
export const checksOf = (checked: Checked): Check[] => {
  const { signature } = checked
  const subjects = Object.keys(SAYS) as (keyof typeof SAYS)[]
  return [...(signature === undefined ? [] : [{ of: 'signature' as const, ...signature }]), ...subjects.map(of => checkOf(of, checked))]
}
