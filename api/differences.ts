import { type Finding, type Observation, pointerNames, type Report, type Verdict } from '../schemas/index.js'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

const keysOf = (...objects: readonly Readonly<Record<string, unknown>>[]): string[] => [...new Set(objects.flatMap(Object.keys))]

/** The JSON pointer to the first place where two documents differ, in any key order. Goes no deeper than `derived`. */
export const differenceAt = (stored: unknown, derived: unknown): string | undefined => {
  if (!isObject(derived) || !isObject(stored) || Array.isArray(stored) !== Array.isArray(derived))
    return stored === derived ? undefined : ''
  for (const key of keysOf(derived, stored)) {
    const inside = differenceAt(
      Object.hasOwn(stored, key) ? stored[key] : undefined,
      Object.hasOwn(derived, key) ? derived[key] : undefined,
    )
    if (inside !== undefined) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${inside}`
  }
  return undefined
}

const at = (document: unknown, pointer: string): unknown =>
  pointerNames(pointer).reduce<unknown>((here, name) => (isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined), document)

const MOST_CHARACTERS = 80

const brief = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

/** A document as JSON stores it, without undefined values. */
const asStored = <Document>(document: Document): Document => JSON.parse(JSON.stringify(document)) as Document

const isBinding = ({ level }: Verdict): boolean => level === 'MUST' || level === 'MUST NOT'

/** A verdict that says there was nothing to judge hides a real one. */
const hides = ({ verdict }: Verdict): boolean => verdict === 'skip' || verdict === 'not-applicable'

const why = ({ verdict, reason, actual }: Verdict): string => {
  const said = verdict === 'pass' ? undefined : (reason ?? actual)
  return said === undefined ? verdict : `${verdict} (${said})`
}

const verdictFinding = (stored: Verdict | undefined, derived: Verdict): Finding[] => {
  const { id, level, scenario } = derived
  const of = 'verdicts'
  if (stored === undefined) {
    const says = `${id} (${level}) is missing from the report: its suite was thinned out. The recording gives ${why(derived)}.`
    return [{ kind: 'missing-requirement', of, id, derived: derived.verdict, says }]
  }
  const both = { of, id, scenario, stored: stored.verdict, derived: derived.verdict } as const
  if (stored.verdict !== derived.verdict) {
    if (isBinding(derived) && hides(stored) && !hides(derived))
      return [
        {
          kind: 'hidden-must',
          ...both,
          says: `${id} is a ${level}, and the report hides it as ${why(stored)}. The recording gives ${why(derived)}.`,
        },
      ]
    return [
      {
        kind: 'forged-verdict',
        ...both,
        says: `The report says ${stored.verdict} of ${id} (${level}). The recording gives ${why(derived)}.`,
      },
    ]
  }
  if (stored.level !== level)
    return [
      {
        kind: 'changed-level',
        of,
        id,
        stored: stored.level,
        derived: level,
        says: `The report has ${id} as ${stored.level}; in the suite it is ${level}.`,
      },
    ]
  const pointer = differenceAt(stored, derived)
  if (pointer === undefined) return []
  const [before, after] = [brief(at(stored, pointer)), brief(at(derived, pointer))]
  const says = `The verdict on ${id} is the one derived, but its ${pointer.slice(1)} was changed: ${before}; derived: ${after}.`
  return [{ kind: 'edited-verdict', of, id, stored: before, derived: after, says }]
}

const addedVerdicts = (stored: readonly Verdict[], known: ReadonlyMap<string, Verdict>): Finding[] => {
  const seen = new Set<string>()
  return stored.flatMap(({ id, verdict }): Finding[] => {
    const twice = seen.has(id)
    seen.add(id)
    if (known.has(id) && !twice) return []
    const what = twice ? 'has it before, too' : 'is of none that was to be judged'
    return [
      { kind: 'added-verdict', of: 'verdicts', id, stored: verdict, says: `A verdict was added: ${verdict} of ${id}, which ${what}.` },
    ]
  })
}

const KIND_OF_FIELD: Readonly<Record<string, Finding['kind']>> = { summary: 'changed-summary', conforms: 'changed-conclusion' }

const fieldFindings = (stored: Report, derived: Report): Finding[] => {
  const { verdicts: _stored, ...storedHead } = stored
  const { verdicts: _derived, ...derivedHead } = derived
  return keysOf(derivedHead, storedHead).flatMap((field): Finding[] => {
    const [before, after] = [at(stored, `/${field}`), at(derived, `/${field}`)]
    const pointer = differenceAt(before, after)
    if (pointer === undefined) return []
    const where = `${field}${pointer.replaceAll('/', '.')}`
    const says = `The report’s ${where} was changed: it says ${brief(at(before, pointer))}; derived: ${brief(at(after, pointer))}.`
    return [
      {
        kind: KIND_OF_FIELD[field] ?? 'edited-report',
        of: 'report',
        file: 'report.json',
        stored: brief(before),
        derived: brief(after),
        says,
      },
    ]
  })
}

/** Lists how a report differs from the one derived from its recording. Pure. */
export const reportFindings = (stored: Report, fresh: Report): Finding[] => {
  const derived = asStored(fresh)
  const known = new Map(derived.verdicts.map(verdict => [verdict.id, verdict]))
  const first = new Map(stored.verdicts.toReversed().map(verdict => [verdict.id, verdict]))
  return [
    ...derived.verdicts.flatMap(verdict => verdictFinding(first.get(verdict.id), verdict)),
    ...addedVerdicts(stored.verdicts, known),
    ...fieldFindings(stored, derived),
  ]
}

export interface ObservationDifference {
  readonly scenario: string
  readonly says: string
}

/** The first place in each scenario where stored observations differ from those derived from the recording. Pure. */
export const observationDifferences = (stored: readonly Observation[], fresh: readonly Observation[]): ObservationDifference[] => {
  const derived = new Map(asStored(fresh).map(one => [one.scenario, one]))
  const before = new Map(stored.map(one => [one.scenario, one]))
  const repeated = stored.length - before.size
  const differences = [...new Set([...derived.keys(), ...before.keys()])].flatMap((scenario): ObservationDifference[] => {
    const [one, other] = [before.get(scenario), derived.get(scenario)]
    const pointer = differenceAt(one, other)
    if (pointer === undefined) return []
    if (one === undefined) return [{ scenario, says: `${scenario}: observations.json does not have it` }]
    if (other === undefined) return [{ scenario, says: `${scenario}: the recording does not have it` }]
    return [{ scenario, says: `${scenario}${pointer}: stored ${brief(at(one, pointer))}; derived ${brief(at(other, pointer))}` }]
  })
  return repeated === 0 ? differences : [...differences, { scenario: '', says: `${repeated} scenarios stand there twice` }]
}
