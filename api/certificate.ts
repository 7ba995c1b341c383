import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { documentFaults, type Envelope, errorText, type Finding, type Report, type Resource, type Statement } from '../schemas/index.js'
import { digestOf, SUBJECTS } from './digests.js'
import { isSignedBy, keyIdOf, payloadOf } from './dsse.js'
import { ForeignJsonError, parseForeignJson } from './foreign-json.js'
import { isThere, readRegular } from './regular-file.js'

export const CERTIFICATE = 'attestation.dsse.json'

const MOST_BYTES = 16 << 20
const MOST_VALUES = 100_000

/** A bundle’s certificate, and what is wrong with it. */
export interface Certificate {
  /** The certificate's content; absent if none can be read. */
  readonly statement?: Statement
  readonly findings: readonly Finding[]
  /** The signature, in words. */
  readonly signature: { readonly state: 'holds' | 'fails' | 'not-checked'; readonly says: string }
}

class BrokenEnvelope extends Error {}

const parsed = (text: string, what: string): unknown => {
  try {
    return parseForeignJson(text, MOST_VALUES)
  } catch (cause) {
    if (!(cause instanceof ForeignJsonError)) throw cause
    throw new BrokenEnvelope(`${what} ${cause.message}`)
  }
}

const fitting = (name: 'envelope' | 'statement', document: unknown, what: string): unknown => {
  const [fault] = documentFaults(name, document)
  if (fault !== undefined) throw new BrokenEnvelope(`${what} is none: ${fault}`)
  return document
}

export const readDocument = (file: string): unknown => parsed(readRegular(file, MOST_BYTES).toString('utf8'), 'it')

/** A DSSE envelope and the statement in it, each validated by its schema. Throws BrokenEnvelope. */
export const openEnvelope = (document: unknown): { envelope: Envelope; statement: Statement } => {
  const envelope = fitting('envelope', document, 'the DSSE envelope') as Envelope
  const statement = fitting('statement', parsed(payloadOf(envelope).toString('utf8'), 'its payload'), 'the in-toto statement') as Statement
  return { envelope, statement }
}

const SHORT = 16

const signatureOf = (envelope: Envelope, key: KeyObject | undefined): Pick<Certificate, 'findings' | 'signature'> => {
  const said = envelope.signatures.map(({ keyid = 'none' }) => keyid.slice(0, SHORT)).join(', ')
  if (key === undefined)
    return {
      findings: [],
      signature: { state: 'not-checked', says: `by an unknown key that says it is ${said}; --key FILE.pub checks it` },
    }
  const id = keyIdOf(key)
  if (isSignedBy(envelope, key)) return { findings: [], signature: { state: 'holds', says: `by the key ${id.slice(0, SHORT)}` } }
  // The key id is only a hint and only changes the wording: in either case this key did not sign these bytes.
  const finding: Finding = envelope.signatures.some(({ keyid }) => keyid === id)
    ? {
        kind: 'edited-certificate',
        of: 'signature',
        file: CERTIFICATE,
        says: 'The signature is not over what the certificate says: the certificate was edited after signing, or another key signed it under the name of this one.',
      }
    : {
        kind: 'wrong-key',
        of: 'signature',
        file: CERTIFICATE,
        stored: said,
        derived: id.slice(0, SHORT),
        says: `The certificate was signed by another key, which is unknown here: it says that it is ${said}; the given key is ${id.slice(0, SHORT)}.`,
      }
  return { findings: [finding], signature: { state: 'fails', says: `not by the key ${id.slice(0, SHORT)}` } }
}

/** Reads a bundle’s certificate and checks its signature. Without a key the signature is not checked. */
export const readCertificate = (folder: string, key: KeyObject | undefined): Certificate => {
  const file = join(folder, CERTIFICATE)
  if (!isThere(file)) {
    if (key === undefined)
      return { findings: [], signature: { state: 'not-checked', says: 'the bundle is not signed: nobody vouches for its recording' } }
    const says = `The bundle has no certificate (${CERTIFICATE}), and a key was given to check one.`
    return {
      findings: [{ kind: 'unsigned', of: 'signature', file: CERTIFICATE, says }],
      signature: { state: 'fails', says: 'there is none' },
    }
  }
  try {
    const { envelope, statement } = openEnvelope(readDocument(file))
    return { statement, ...signatureOf(envelope, key) }
  } catch (cause) {
    const why = errorText(cause)
    return {
      findings: [{ kind: 'broken-envelope', of: 'signature', file: CERTIFICATE, says: `${CERTIFICATE} is broken: ${why}.` }],
      signature: { state: 'fails', says: 'the envelope is broken' },
    }
  }
}

const EDITED = {
  'recording.ndjson.gz': 'edited-recording',
  'observations.json': 'edited-observations',
  'report.json': 'edited-report',
} as const

/** Compares each file of the bundle with its digest in the certificate. */
export const digestFindings = async (folder: string, { subject }: Statement): Promise<Finding[]> => {
  const findings = SUBJECTS.map(async (file): Promise<Finding[]> => {
    const of = 'digests'
    const stored = subject.find(({ name }) => name === file)?.digest.sha256
    if (stored === undefined) return [{ kind: 'false-certificate', of, file, says: `The certificate does not cover ${file}.` }]
    const derived = await digestOf(join(folder, file))
    if (derived === undefined || derived === stored) return []
    return [{ kind: EDITED[file], of, file, stored, derived, says: `${file} is not the file that was signed: its bytes were changed.` }]
  })
  return (await Promise.all(findings)).flat()
}

/**
 * A certificate of another bundle: none of the files is the one that was signed, and it names another target or time. If only some files differ,
 * they were edited.
 */
export const otherBundle = (
  statement: Statement | undefined,
  digests: readonly Finding[],
  report: Report | undefined,
): Finding | undefined => {
  if (statement === undefined || report === undefined) return undefined
  const { target, recorded } = statement.predicate.ssespec
  const isSame = target === report.target && recorded === report.started
  if (isSame || SUBJECTS.some(name => !digests.some(({ file, stored }) => file === name && stored !== undefined))) return undefined
  const [stored, derived] = [`${target}, recorded ${recorded}`, `${report.target}, recorded ${report.started}`]
  return {
    kind: 'other-bundle',
    of: 'certificate',
    stored,
    derived,
    says: `The certificate is of another bundle: it is about ${stored}; this bundle is about ${derived}. Verify it with the bundle it came with.`,
  }
}

/** Compares the suites of the certificate with the local ones. `other` is the version that made the bundle, if it is not this one. */
export const suiteFindings = (stored: readonly Resource[], here: readonly Resource[], other: string | undefined): Finding[] => {
  const before = new Map(stored.map(({ name, digest }) => [name, digest.sha256]))
  const now = new Map(here.map(({ name, digest }) => [name, digest.sha256]))
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((file): Finding[] => {
    const [one, two] = [before.get(file), now.get(file)]
    if (one === two) return []
    const what =
      one === undefined ? 'is missing' : two === undefined ? 'does not exist in this version' : 'differs from the one in this version'
    const says = `${file} ${what}: the requirements were ${other === undefined ? 'thinned out or changed' : `those of ssespec ${other}`}.`
    return [{ kind: 'changed-suite', of: 'suites', file, stored: one ?? 'nothing', derived: two ?? 'nothing', says }]
  })
}
