import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { statementOf } from '../reports/index.js'
import { defined, errorText, type Resource, type Statement, tool, type Verification } from '../schemas/index.js'
import { BundleError } from './bundle.js'
import { CERTIFICATE } from './certificate.js'
import { ConfigurationError } from './configuration-error.js'
import { digestOf, SUBJECTS, suiteDigests } from './digests.js'
import { keyIdOf, newKeyPair, seal, signingKey } from './dsse.js'
import { KEYLESS_CERTIFICATE, type KeylessOptions, signKeyless } from './keyless.js'
import { replaceFile } from './replaced-file.js'
import { verifyUnsigned } from './verify.js'

/** A bundle that does not verify is not signed; `verification` has the reasons. */
export class NotCertifiedError extends Error {
  readonly verification: Verification
  constructor(why: string, verification: Verification) {
    super(why)
    this.name = 'NotCertifiedError'
    this.verification = verification
  }
}

/** Who signs: a key (Ed25519, PKCS #8, PEM), or the identity that CI gives this run. */
export type CertifyOptions = { readonly key: string } | { readonly keyless: KeylessOptions }

export interface Certified {
  /** Path of the certificate. */
  readonly file: string
  /** The signer in words: the key with the SHA-256 of its public half (SPKI, DER), or the identity and its issuer. */
  readonly by: string
  /** The result derived from the recording, and whether the profile counts as passed. */
  readonly derived: NonNullable<Verification['derived']>
}

const digestsOf = async (folder: string): Promise<Resource[]> => {
  const all = SUBJECTS.map(async (name): Promise<Resource> => ({ name, digest: { sha256: (await digestOf(join(folder, name))) ?? '' } }))
  return Promise.all(all)
}

interface Sealed {
  readonly name: string
  readonly other: string
  readonly document: object
  readonly by: string
}

/** Reads the signer before deriving anything, so that a wrong key fails at once. */
const sealerOf = (options: CertifyOptions): ((statement: Statement) => Promise<Sealed>) => {
  if ('keyless' in options) {
    return async statement => {
      const { bundle, signer } = await signKeyless(statement, options.keyless)
      return { name: KEYLESS_CERTIFICATE, other: CERTIFICATE, document: bundle, by: signer }
    }
  }
  const key = signingKey(options.key)
  return async statement => ({
    name: CERTIFICATE,
    other: KEYLESS_CERTIFICATE,
    document: seal(statement, key),
    by: `the key ${keyIdOf(key)}`,
  })
}

/**
 * Signs a bundle: writes attestation.dsse.json into it (keyless: attestation.sigstore.json), an in-toto test-result in a DSSE envelope over the
 * digests of recording, observations and report, and of the suites. The verdicts do not matter: the certificate states them. An existing
 * certificate is replaced, and so is a link of its name.
 *
 * @throws NotCertifiedError (the bundle does not verify, or another version made it), NoBundleError, BundleError, ConfigurationError (the key is
 * invalid, there is no identity)
 */
export const certify = async (folder: string, options: CertifyOptions): Promise<Certified> => {
  const sealed = sealerOf(options)
  const before = await digestsOf(folder)
  const { verification, judged } = await verifyUnsigned(folder)
  const { derived } = verification
  if (!verification.verified || judged === undefined || derived === undefined)
    throw new NotCertifiedError(`${folder} does not verify, so it is not signed.`, verification)
  const { version } = judged.report.tool
  if (version !== tool.version) {
    const why = `${folder} was made by ssespec ${version}, and this is ${tool.version}: it is not signed. Sign it with ssespec ${version} (git tag v${version}).`
    throw new NotCertifiedError(why, verification)
  }
  // Digest before reading: a file that changes in between yields a certificate that does not verify, not one that covers the change.
  const [first, ...others] = before
  if (first === undefined) throw new NotCertifiedError(`${folder} holds nothing to sign.`, verification)
  const { name, other, document, by } = await sealed(statementOf(judged.report, [first, ...others], suiteDigests(judged.report.profile)))
  const file = join(folder, name)
  try {
    replaceFile(file, `${JSON.stringify(document)}\n`)
    rmSync(join(folder, other), { force: true })
  } catch (cause) {
    throw new BundleError(folder, cause)
  }
  return { file, by, derived }
}

const PRIVATE = 0o600

const writeNew = (file: string, text: string, mode?: number): void => {
  try {
    writeFileSync(file, text, { flag: 'wx', ...defined({ mode }) })
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (exists) throw new ConfigurationError(`${file} is there already, and a key is never overwritten. Name another file.`)
    throw new ConfigurationError(`${file} could not be written: ${errorText(cause)}`)
  }
}

/** Creates a pair of keys: FILE signs (readable only by its owner), FILE.pub verifies. Overwrites nothing. Throws ConfigurationError. */
export const writeKeyPair = (file: string): void => {
  const { privateKey, publicKey } = newKeyPair()
  // Public half first: if it already exists, no private key is left behind without it.
  writeNew(`${file}.pub`, publicKey)
  writeNew(file, privateKey, PRIVATE)
}
