import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { TrustedRoot } from '@sigstore/protobuf-specs'
import { errorText, type Finding } from '../schemas/index.js'
import { CERTIFICATE, type Certificate, openEnvelope, readDocument } from './certificate.js'
import { ConfigurationError } from './configuration-error.js'
import { KEYLESS_CERTIFICATE, signerIn } from './keyless.js'
import { isThere } from './regular-file.js'

/** Whose keyless signature is trusted. */
export interface KeylessTrust {
  /** The certificate's subject alternative name: a workflow's URI, an address. */
  readonly identity: string
  /** The OpenID Connect issuer of that identity. */
  readonly issuer: string
  /** trusted_root.json, as text. Default: that of Sigstore's public services, included in the library, so no network is needed. */
  readonly trusted_root?: string
}

/** Whether to read the keyless certificate: if requested, or if it is the only one. */
export const isKeyless = (folder: string, key: KeyObject | undefined, trust: KeylessTrust | undefined): boolean =>
  trust !== undefined || (key === undefined && !isThere(join(folder, CERTIFICATE)) && isThere(join(folder, KEYLESS_CERTIFICATE)))

const PUBLIC_SIGSTORE = 'https://tuf-repo-cdn.sigstore.dev'

const publicRoot = async (): Promise<string> => {
  const { seeds }: { seeds: Record<string, { targets: Record<string, string> }> } = await import('./sigstore.js')
  return Buffer.from(seeds[PUBLIC_SIGSTORE]?.targets['trusted_root.json'] ?? '', 'base64').toString('utf8')
}

const trustedRoot = async (text: string | undefined): Promise<TrustedRoot> => {
  const { TrustedRoot } = await import('./sigstore.js')
  try {
    return TrustedRoot.fromJSON(JSON.parse(text ?? (await publicRoot())))
  } catch (cause) {
    throw new ConfigurationError(`The trusted root is none: ${errorText(cause)}`)
  }
}

const file = KEYLESS_CERTIFICATE
const of = 'signature'

/** Keys, logs and authorities that the trusted root does not have. */
const UNKNOWN = new Set(['PUBLIC_KEY_ERROR', 'CERTIFICATE_ERROR', 'TLOG_INCLUSION_PROMISE_ERROR'])

const isUnknownAuthority = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && UNKNOWN.has(String(cause.code))

/** What is wrong with the signature; undefined if it is valid. */
const faultOf = async (document: unknown, trust: KeylessTrust): Promise<Finding | undefined> => {
  const { bundleFromJSON, PolicyError, toSignedEntity, toTrustMaterial, Verifier } = await import('./sigstore.js')
  const verifier = new Verifier(toTrustMaterial(await trustedRoot(trust.trusted_root)))
  // The library takes an identity as a regular expression.
  const exactly = `^${trust.identity.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
  try {
    verifier.verify(toSignedEntity(bundleFromJSON(document)), { subjectAlternativeName: exactly, extensions: { issuer: trust.issuer } })
    return undefined
  } catch (cause) {
    const [stored, derived] = [signerIn(document), `${trust.identity}, for whom ${trust.issuer} vouches`]
    if (cause instanceof PolicyError)
      return { kind: 'wrong-key', of, file, stored, derived, says: `The certificate was signed by another: ${stored}; not ${derived}.` }
    const why = errorText(cause)
    if (isUnknownAuthority(cause))
      return {
        kind: 'unknown-signer',
        of,
        file,
        stored,
        derived,
        says: `The certificate is by an unknown key: the trusted root does not know who vouches for it (${why}).`,
      }
    return { kind: 'edited-certificate', of, file, says: `Sigstore’s signature does not hold: ${why}.` }
  }
}

const unsigned = (): Certificate => ({
  findings: [
    { kind: 'unsigned', of, file, says: `The bundle has no keyless certificate (${file}), and an identity was given to check one.` },
  ],
  signature: { state: 'fails', says: 'there is none' },
})

/** Reads a bundle's keyless certificate and checks its signature, offline. Without trust the signature is not checked. Throws ConfigurationError. */
export const readKeylessCertificate = async (folder: string, trust: KeylessTrust | undefined): Promise<Certificate> => {
  const path = join(folder, file)
  if (!isThere(path)) return unsigned()
  try {
    const document = readDocument(path)
    const { statement } = openEnvelope((document as { dsseEnvelope?: unknown } | null)?.dsseEnvelope)
    const signer = signerIn(document)
    if (trust === undefined)
      return {
        statement,
        findings: [],
        signature: { state: 'not-checked', says: `by one who says to be ${signer}; --identity and --issuer check it` },
      }
    const fault = await faultOf(document, trust)
    if (fault !== undefined) return { statement, findings: [fault], signature: { state: 'fails', says: `not by ${trust.identity}` } }
    return { statement, findings: [], signature: { state: 'holds', says: `by ${signer}` } }
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause
    const why = errorText(cause)
    return {
      findings: [{ kind: 'broken-envelope', of, file, says: `${file} is broken: ${why}.` }],
      signature: { state: 'fails', says: 'the envelope is broken' },
    }
  }
}
