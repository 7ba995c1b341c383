import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import {
  type At,
  type Evidence,
  errorText,
  type Level,
  type Observation,
  type Profile,
  pointerNames,
  type Requirement,
  schemaOf,
  type Verdict,
} from '../schemas/index.js'
import { briefJson, explainError, tellingError } from './explain-error.js'
import { hindranceOf } from './hindrance.js'
import { isNamed } from './load.js'
import { unmetOf } from './unmet.js'

export interface JudgeOptions {
  readonly profile: Profile
  /** Report a warning on a MUST as a failure. */
  readonly strict: boolean
  /** Slow scenarios were left out (`--quick`). */
  readonly quick: boolean
  /** Families and ids from `--only`. */
  readonly only?: readonly string[]
}

const MOST_EVIDENCE = 20

// `$data` lets a limit come from the observation; partial schemas need the strict modes off. Each of the hundreds of schemas is used once, so
// optimizing their code would take longer than running it. Tests check that they are valid schemas.
const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({
    $data: true,
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    verbose: true,
    validateSchema: false,
    code: { optimize: false },
  })
  return ajv.addSchema(schemaOf('sync-response'))
}
let ajv: Ajv2020 | undefined
const compiled = new Map<string, ValidateFunction>()

/** Requirements of one family often share a condition, so equal schemas are compiled once. */
const validatorOf = (schema: object): ValidateFunction => {
  const text = JSON.stringify(schema)
  const known = compiled.get(text)
  if (known !== undefined) return known
  ajv ??= createAjv()
  const validate = ajv.compile(schema)
  compiled.set(text, validate)
  return validate
}

/** The errors that name a fact. Errors that only report a failed branch are kept if there are no others. */
const errorsOf = (schema: object, observation: Observation): ErrorObject[] => {
  const validate = validatorOf(schema)
  if (validate(observation)) return []
  const errors = validate.errors ?? []
  const telling = errors.filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf' && keyword !== 'oneOf' && keyword !== 'allOf')
  return telling.length > 0 ? telling : errors
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The values along a JSON pointer into the observation, innermost first. */
const wayTo = (observation: Observation, pointer: string): unknown[] => {
  const way: unknown[] = [observation]
  let here: unknown = observation
  for (const name of pointerNames(pointer)) {
    here = isObject(here) ? here[name] : undefined
    way.unshift(here)
  }
  return way
}

const isAt = (value: unknown): value is At => isObject(value) && typeof value.connection === 'string' && typeof value.t_ms === 'number'

const placesIn = (value: unknown): At[] => {
  if (Array.isArray(value)) return value.flatMap(item => (isObject(item) && isAt(item.at) ? [item.at] : []))
  return isObject(value) && isAt(value.at) ? [value.at] : []
}

/** Looks upwards from each failed fact for the nearest value that says where it was seen. */
const evidenceOf = (observation: Observation, errors: readonly ErrorObject[]): Evidence[] => {
  const found = new Map<string, Evidence>()
  for (const { instancePath } of errors) {
    const places =
      wayTo(observation, instancePath)
        .map(placesIn)
        .find(list => list.length > 0) ?? []
    for (const at of places) found.set(`${at.connection} ${at.offset} ${at.t_ms}`, { ...at })
    if (found.size >= MOST_EVIDENCE) break
  }
  return [...found.values()].slice(0, MOST_EVIDENCE)
}

/** Is this a late measurement that would have been in time without ssespec's own lag? */
const isOwnLag = (observation: Observation, error: ErrorObject): boolean => {
  const limit = error.params.limit
  if (error.keyword !== 'maximum' || typeof limit !== 'number' || typeof error.data !== 'number' || !/_ms(\/|$)/.test(error.instancePath))
    return false
  const lag = wayTo(observation, error.instancePath)
    .map(value => (isObject(value) ? value.lag_ms : undefined))
    .find(value => typeof value === 'number')
  return typeof lag === 'number' && error.data - lag <= limit
}

const isBinding = (level: Level): boolean => level === 'MUST' || level === 'MUST NOT'

type Outcome = Pick<Verdict, 'verdict' | 'evidence'> & Partial<Pick<Verdict, 'reading' | 'expected' | 'actual' | 'reason' | 'unmet'>>

const plain = (verdict: Verdict['verdict'], reason: string): Outcome => ({ verdict, reason, evidence: [] })

const shown = (requirement: Requirement, observation: Observation): Partial<Outcome> =>
  requirement.shows === undefined ? {} : { actual: briefJson(wayTo(observation, requirement.shows)[0]) }

const tellErrors = (errors: readonly ErrorObject[]): { expected?: string; actual?: string } => {
  const first = tellingError(errors)
  if (first === undefined) return {}
  const { expected, actual } = explainError(first)
  return { expected, actual: errors.length > 1 ? `${actual} (and ${errors.length - 1} more)` : actual }
}

const judgeFacts = (requirement: Requirement, level: Level, observation: Observation, strict: boolean): Outcome => {
  const errors = errorsOf(requirement.strict, observation)
  if (errors.length === 0) return { verdict: 'pass', reading: 'strict', evidence: [], ...shown(requirement, observation) }
  if (level === 'MAY') return { verdict: 'pass', evidence: [], ...tellErrors(errors) }
  const serious = errors.filter(error => !isOwnLag(observation, error))
  if (serious.length === 0) {
    const why = `ssespec itself lagged, which may explain the actual value (${tellErrors(errors).actual}). Run again on a less busy machine.`
    return { ...plain('inconclusive', why), evidence: evidenceOf(observation, errors) }
  }
  const seen = { ...tellErrors(serious), unmet: unmetOf(serious), evidence: evidenceOf(observation, serious) }
  if (requirement.lenient !== undefined && errorsOf(requirement.lenient, observation).length === 0) {
    const reason = requirement.lenient_reading ?? 'only the lenient reading holds'
    return { verdict: strict && isBinding(level) ? 'fail' : 'warn', reading: 'lenient', reason, ...seen }
  }
  return { verdict: isBinding(level) ? 'fail' : 'warn', reading: 'strict', ...seen }
}

const REPORT_IT = 'Please report this recording.'

const factsOutcome = (requirement: Requirement, level: Level, observation: Observation | undefined, options: JudgeOptions): Outcome => {
  const { on_request, scenario } = requirement
  if (on_request !== undefined && !options.only?.some(name => isNamed(requirement.id, name) && name.includes('-'))) {
    return plain('skip', `not run by default: ${on_request}; use --only ${requirement.id}`)
  }
  if (observation === undefined || observation.state === 'absent') {
    return plain('skip', options.quick ? 'takes too long for --quick: run without it' : `scenario ${scenario} is not part of this run`)
  }
  if (observation.state === 'skipped') return plain('skip', observation.reason ?? `scenario ${scenario} was skipped`)
  if (observation.state === 'broken')
    return plain('error', `ssespec itself failed in scenario ${scenario}: ${observation.reason}. ${REPORT_IT}`)
  if (observation.state !== 'complete') {
    const why = observation.reason ?? (observation.stopped ? 'the run was stopped' : 'the recording stops')
    return plain('inconclusive', `scenario ${scenario} did not finish: ${why}`)
  }
  const disagreement = observation.parser.disagreements[0]
  if (disagreement !== undefined) {
    return {
      ...plain(
        'error',
        `ssespec’s two parsers disagree: the byte census has ${disagreement.census}, eventsource-parser ${disagreement.parser}. ${REPORT_IT}`,
      ),
      evidence: [disagreement.at],
    }
  }
  const beside = requirement.applies === undefined ? [] : errorsOf(requirement.applies, observation)
  if (beside.length > 0) {
    // The whole scenario was skipped for this reason, so it also explains the missing facts.
    if (observation.reason !== undefined) return plain('skip', observation.reason)
    const what = requirement.applies_when ?? 'its subject was not observed'
    const hindrance = hindranceOf(observation, beside)
    if (hindrance?.decisive) return plain('inconclusive', `unclear whether it applies: ${hindrance.why}`)
    return plain('not-applicable', hindrance === undefined ? what : `${what} (${hindrance.why})`)
  }
  const missing = requirement.given === undefined ? [] : errorsOf(requirement.given, observation)
  if (missing.length > 0) {
    if (observation.reason !== undefined) return plain('skip', observation.reason)
    const what = requirement.given_when ?? 'the situation occurred'
    if (observation.requested.capture) return plain('skip', `not in the capture: ${what} (curl -i captures the response headers too)`)
    const hindrance = hindranceOf(observation, missing)
    const place = { unmet: unmetOf(missing), evidence: evidenceOf(observation, missing) }
    if (hindrance !== undefined) return { ...plain('inconclusive', `not observed: ${what}: ${hindrance.why}`), ...place }
    if (!observation.requested.publish && !observation.requested.request)
      return plain('skip', `not observed: ${what}. Set hooks.publish so that ssespec can publish events.`)
    const { expected, actual } = tellErrors(missing)
    return { ...plain('inconclusive', `not observed: ${what} (expected: ${expected}; actual: ${actual})`), ...place }
  }
  return judgeFacts(requirement, level, observation, options.strict)
}

/** An exception breaks the row of this requirement and no other. */
const outcomeOf = (...given: Parameters<typeof factsOutcome>): Outcome => {
  try {
    return factsOutcome(...given)
  } catch (cause) {
    return plain('error', `ssespec could not judge it: ${errorText(cause)}. ${REPORT_IT}`)
  }
}

/** Judges each requirement against the observation of its scenario. Pure. */
export const judge = (requirements: readonly Requirement[], observations: readonly Observation[], options: JudgeOptions): Verdict[] =>
  requirements.flatMap(requirement => {
    const level = requirement.level[options.profile]
    if (level === undefined) return []
    const observation = observations.find(({ scenario }) => scenario === requirement.scenario)
    const { id, scenario, derived, basis, source, remedy } = requirement
    const { evidence, ...outcome } = outcomeOf(requirement, level, observation, options)
    return [{ id, level, requirement: requirement.requirement, scenario, derived, basis, source, remedy, ...outcome, evidence }]
  })
