import { type Finding, type FindingKind, type Report, tool } from '../schemas/index.js'
import type { ObservationDifference } from './differences.js'

interface Compared {
  readonly report: readonly Finding[]
  readonly observations: readonly ObservationDifference[]
  readonly scenarios: readonly Finding[]
  readonly renderings: readonly Finding[]
  /** The verdicts derived from the stored observations. */
  readonly fromObservations?: ReadonlyMap<string, string>
}

/** All differences, before those that follow from others are removed. */
export interface Differences {
  readonly certificate: readonly Finding[]
  readonly digests: readonly Finding[]
  readonly suites: readonly Finding[]
  readonly claims: readonly Finding[]
  readonly broken: readonly Finding[]
  /** The bundle has a certificate with digests. */
  readonly signed: boolean
  /** The version that made the bundle, if it is not this one. */
  readonly other?: string
  readonly stored?: Report
  readonly compared?: Compared
}

const RECORDING = 'recording.ndjson.gz'

const OF_NO_VERSION: readonly FindingKind[] = ['missing-file', 'contradictory-recording', 'other-bundle']

/** Another version explains every difference, except in signed content and in unreadable files. */
const isOfAVersion = ({ kind, of }: Finding): boolean =>
  of !== 'signature' && of !== 'digests' && !OF_NO_VERSION.includes(kind) && !kind.startsWith('broken-')

const MOST_NAMED = 8

const otherVersion = (other: string, explained: readonly Finding[]): Finding => {
  const named = [...new Set(explained.map(({ id, scenario, file }) => id ?? scenario ?? file ?? 'the summary'))]
  const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : ''
  return {
    kind: 'other-version',
    of: 'suites',
    stored: other,
    derived: tool.version,
    says:
      `The bundle was made by ssespec ${other}; this is ${tool.version}, whose requirements differ, so nothing is said of forgery ` +
      `(differing: ${named.slice(0, MOST_NAMED).join(', ')}${more}). Verify with ssespec ${other} (git tag v${other}).`,
    changes: explained.map(({ says }) => says),
  }
}

/** Whether the report and the stored observations have the same verdicts. */
const agree = (stored: Report | undefined, fromObservations: ReadonlyMap<string, string> | undefined): boolean =>
  stored !== undefined && fromObservations !== undefined && stored.verdicts.every(({ id, verdict }) => fromObservations.get(id) === verdict)

const KINDS_OF_VERDICT: readonly FindingKind[] = ['forged-verdict', 'hidden-must']

/** Without digests: finds which of the three documents was edited from which two of them agree. */
const whichWasEdited = ({ stored, compared }: Differences): Finding => {
  const changes = compared?.observations.map(({ says }) => says) ?? []
  const followsRecording = !compared?.report.some(({ kind }) => KINDS_OF_VERDICT.includes(kind))
  const followsObservations = agree(stored, compared?.fromObservations)
  if (followsObservations && !followsRecording) {
    const says = 'The recording was edited: report.json and observations.json agree with each other, and not with it.'
    return { kind: 'edited-recording', of: 'recording', file: RECORDING, says, changes }
  }
  if (followsRecording && !followsObservations) {
    const says = 'observations.json was edited: recording and report agree with each other, and not with it.'
    return { kind: 'edited-observations', of: 'observations', file: 'observations.json', says, changes }
  }
  const says =
    'The recording and observations.json disagree: one of them was edited. Without a certificate, ssespec cannot determine which.'
  return { kind: 'disagreeing-observations', of: 'observations', says, changes }
}

const observationFindings = (differences: Differences, recordingEdited: boolean): Finding[] => {
  const { compared, signed, digests } = differences
  if (compared === undefined || recordingEdited) return []
  // Facts about the whole run are in every observation: if a scenario is missing, all differ because of it.
  if (compared.observations.length === 0 || compared.scenarios.length > 0) return []
  if (!signed) return [whichWasEdited(differences)]
  const changes = compared.observations.map(({ says }) => says)
  const known = digests.find(({ kind }) => kind === 'edited-observations')
  const says = 'observations.json does not hold what the recording gives.'
  return known === undefined ? [{ kind: 'edited-observations', of: 'observations', file: 'observations.json', says, changes }] : []
}

const SUSPECT: readonly FindingKind[] = ['edited-recording', 'missing-scenario', 'disagreeing-observations']

/** A difference that follows from an edited recording belongs to it; any other is a separate forgery. */
const withConsequences = (causes: readonly Finding[], { compared, stored }: Differences): Finding[] => {
  const report = compared?.report ?? []
  const renderings = compared?.renderings ?? []
  const suspect = causes.find(({ kind }) => SUSPECT.includes(kind))
  if (suspect === undefined) return [...causes, ...report, ...renderings]
  const kinds = new Map(stored?.verdicts.map(({ id, verdict }) => [id, verdict]))
  const missing = new Set(compared?.scenarios.map(finding => finding.scenario))
  const follows = ({ kind, id = '', scenario = '' }: Finding): boolean => {
    if (!KINDS_OF_VERDICT.includes(kind)) return !['missing-requirement', 'added-verdict', 'changed-level'].includes(kind)
    return missing.has(scenario) || compared?.fromObservations?.get(id) === kinds.get(id)
  }
  const observed = suspect.changes ?? compared?.observations.map(({ says }) => says) ?? []
  const consequences = report.filter(follows).map(({ says }) => says)
  const changes = [...consequences, ...observed]
  const told = changes.length > 0 ? changes : ['It changes no observation and no verdict.']
  return [...causes.map(cause => (cause === suspect ? { ...cause, changes: told } : cause)), ...report.filter(finding => !follows(finding))]
}

/** Every difference, classified; those that follow from another are listed with it. Pure. */
export const attributed = (differences: Differences): Finding[] => {
  const { certificate, digests, suites, claims, broken, other, compared } = differences
  const recordingEdited = digests.some(({ kind }) => kind === 'edited-recording')
  const observed = observationFindings(differences, recordingEdited)
  const withChanges = digests.map(finding =>
    finding.kind === 'edited-observations' && !recordingEdited
      ? { ...finding, changes: compared?.observations.map(({ says }) => says) ?? [] }
      : finding,
  )
  const causes = [...certificate, ...withChanges, ...suites, ...claims, ...broken, ...(compared?.scenarios ?? []), ...observed]
  const all = withConsequences(causes, differences)
  if (other === undefined) return all
  const explained = all.filter(isOfAVersion)
  if (explained.length === 0) return all
  return [otherVersion(other, explained), ...all.filter(finding => !explained.includes(finding))]
}
