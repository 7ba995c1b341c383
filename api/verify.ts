import { join } from 'node:path'
import { isProfilePassed, openMusts, resultOf, statementOf } from '../reports/index.js'
import { defined, type Finding, type Observation, type Report, tool, type Verification } from '../schemas/index.js'
import { judge } from '../suites/index.js'
import { checksOf } from './bundle-checks.js'
import { type Certificate, digestFindings, otherBundle, readCertificate, suiteFindings } from './certificate.js'
import { differenceAt, observationDifferences, reportFindings } from './differences.js'
import { suiteDigests } from './digests.js'
import { isUrl, withDownloaded } from './download.js'
import { verifyingKey } from './dsse.js'
import { attributed } from './findings.js'
import type { Judged } from './judge.js'
import { isKeyless, type KeylessTrust, readKeylessCertificate } from './keyless-certificate.js'
import { NoBundleError } from './read-bundle.js'
import { isThere } from './regular-file.js'
import { renderingFindings } from './renderings.js'
import { select } from './selection.js'
import { type Derivation, derive, readObservations, readReport } from './stored.js'

export interface VerifyOptions {
  /** The trusted public key (SPKI, PEM). Without it no signature is checked. */
  readonly key?: string
  /** Whose keyless signature is trusted. Without it none is checked. */
  readonly keyless?: KeylessTrust
}

/** Scenarios that the recording's own selection requires but the recording does not contain. */
const missingScenarios = ({ judged, header }: Derivation): Finding[] => {
  const { profile, requirements, configuration } = header
  const wanted = select(profile, requirements, configuration.quick === true, configuration.browsers !== undefined).scenarios.map(
    ({ name }) => name,
  )
  const states = new Map(judged.observations.map(({ scenario, state }) => [scenario, state]))
  const isMissing = (name: string) => (states.get(name) ?? 'absent') === 'absent'
  return wanted.filter(isMissing).map(
    (scenario): Finding => ({
      kind: 'missing-scenario',
      of: 'scenarios',
      scenario,
      says: `The scenario ${scenario} is part of what was to be judged, and the recording does not hold it.`,
    }),
  )
}

/** The verdicts derived from stored observations, by id: they show whether a report agrees with its observations. */
const verdictsFrom = (observations: readonly Observation[], { header }: Derivation): ReadonlyMap<string, string> => {
  const { profile, requirements: only, strict = false, configuration } = header
  const quick = configuration.quick === true
  const { requirements } = select(profile, only, quick, configuration.browsers !== undefined)
  const verdicts = judge(requirements, observations, { profile, strict, quick, ...defined({ only }) })
  return new Map(verdicts.map(({ id, verdict }) => [id, verdict]))
}

/** Compares stored with derived documents. */
const compare = async (folder: string, derivation: Derivation, report: Report | undefined, observations: Observation[] | undefined) => ({
  report: report === undefined ? [] : reportFindings(report, derivation.judged.report),
  observations: observations === undefined ? [] : observationDifferences(observations, derivation.judged.observations),
  scenarios: missingScenarios(derivation),
  renderings: await renderingFindings(folder, derivation.judged),
  ...(observations === undefined ? {} : { fromObservations: verdictsFrom(observations, derivation) }),
})

const derivedOf = ({ report }: Judged): NonNullable<Verification['derived']> => {
  const { target, profile, selected, started, loosened, conforms, verdicts } = report
  return {
    target,
    profile,
    selected,
    recorded: started,
    ...defined({ loosened }),
    verdicts: verdicts.length,
    conforms,
    result: resultOf(report),
    profile_passed: isProfilePassed(report),
    open: openMusts(report),
  }
}

/** Statements of a certificate about the result that follow neither from the recording nor from the report. */
const falseCertificate = (statement: ReturnType<typeof statementOf>, reports: readonly Report[]): Finding[] => {
  const { configuration: _stored, ...said } = statement.predicate
  const pointers = reports.map(report => {
    const { configuration: _own, ...true_ } = JSON.parse(
      JSON.stringify(statementOf(report, statement.subject, []).predicate),
    ) as typeof statement.predicate
    return differenceAt(said, true_)
  })
  const [pointer] = pointers
  if (pointer === undefined || pointers.includes(undefined)) return []
  const says = `The certificate does not say what the recording gives: its ${pointer.slice(1)} is another.`
  return [{ kind: 'false-certificate', of: 'certificate', says }]
}

const STATES = { holds: 'valid', fails: 'invalid', 'not-checked': 'not-checked' } as const

/** Who vouches for the bundle. */
const signatureOf = (certificate: Certificate | undefined): Verification['signature'] => {
  if (certificate === undefined) return 'none'
  const { statement, findings, signature } = certificate
  if (statement === undefined && findings.every(({ kind }) => kind === 'unsigned')) return 'none'
  return STATES[signature.state]
}

const inspect = async (
  folder: string,
  { key, keyless }: VerifyOptions,
  certified: boolean,
): Promise<{ verification: Verification; judged?: Judged }> => {
  if (!isThere(join(folder, 'report.json')) && !isThere(join(folder, 'recording.ndjson.gz')))
    throw new NoBundleError(
      `${folder} is not a bundle: report.json and recording.ndjson.gz are missing. Name a folder written by ssespec check --out.`,
    )
  const trusted = key === undefined ? undefined : verifyingKey(key)
  const certificate = certified
    ? isKeyless(folder, trusted, keyless)
      ? await readKeylessCertificate(folder, keyless)
      : readCertificate(folder, trusted)
    : undefined
  const derivation = await derive(folder)
  const report = readReport(folder)
  const digests = certificate?.statement === undefined ? [] : await digestFindings(folder, certificate.statement)
  const other_bundle = otherBundle(certificate?.statement, digests, derivation.value?.judged.report)
  const statement = other_bundle === undefined ? certificate?.statement : undefined
  const observations = readObservations(folder)
  const made = derivation.value?.judged.report.tool.version ?? report.value?.tool.version ?? tool.version
  const other = made === tool.version ? undefined : made
  const reports = [derivation.value?.judged.report, report.value].filter(one => one !== undefined)
  const findings = attributed({
    certificate: [...(certificate?.findings ?? []), ...(other_bundle === undefined ? [] : [other_bundle])],
    digests: statement === undefined ? [] : digests,
    suites:
      statement === undefined
        ? []
        : suiteFindings(statement.predicate.configuration, suiteDigests(statement.predicate.ssespec.profile), other),
    claims: statement === undefined || reports.length === 0 ? [] : falseCertificate(statement, reports),
    broken: [...derivation.findings, ...report.findings, ...observations.findings],
    signed: statement !== undefined,
    ...defined({ other, stored: report.value }),
    ...(derivation.value === undefined ? {} : { compared: await compare(folder, derivation.value, report.value, observations.value) }),
  })
  const judged = derivation.value?.judged
  return {
    verification: {
      format: 'ssespec-verification/1',
      tool,
      bundle: folder,
      verified: findings.length === 0,
      signature: signatureOf(certificate),
      ...(judged === undefined ? {} : { derived: derivedOf(judged) }),
      checks: checksOf({ findings, statement, signature: certificate?.signature, judged }),
      findings,
    },
    ...defined({ judged }),
  }
}

/** Compares a bundle with its own recording, regardless of its certificate. Throws NoBundleError. */
export const verifyUnsigned = (folder: string) => inspect(folder, {}, false)

/**
 * Derives every observation and verdict of a bundle again from its recording, with the suites of this version, and classifies each difference.
 * Checks the digests and, with a key, the signature of its certificate. Offline, except for a bundle given by its URL.
 *
 * @throws NoBundleError, ConfigurationError (the key is invalid)
 */
export const verify = async (bundle: string, options: VerifyOptions = {}): Promise<Verification> => {
  const inFolder = async (folder: string): Promise<Verification> => (await inspect(folder, options, true)).verification
  return isUrl(bundle) ? { ...(await withDownloaded(bundle, inFolder)), bundle } : inFolder(bundle)
}
