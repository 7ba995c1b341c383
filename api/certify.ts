import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { statementOf } from '../reports/index.js'
import { type Resource, tool, type Verification } from '../schemas/index.js'
import { BundleError } from './bundle.js'
import { CERTIFICATE } from './certificate.js'
import { ConfigurationError } from './configuration.js'
import { digestOf, SUBJECTS, suiteDigests } from './digests.js'
import { keyIdOf, newKeyPair, seal, signingKey } from './dsse.js'
import { verifyUnsigned } from './verify.js'

/** A bundle that does not verify is not signed; `verification` says what is wrong with it. */
export class NotCertifiedError extends Error {
  readonly verification: Verification
  constructor(why: string, verification: Verification) {
    super(why)
    this.name = 'NotCertifiedError'
    this.verification = verification
  }
}

export interface CertifyOptions {
  /** The private key (Ed25519, PKCS #8, PEM) that signs. */
  readonly key: string
}

export interface Certified {
  /** Where the certificate is. */
  readonly file: string
  /** SHA-256 of the public key (SPKI, DER). */
  readonly keyid: string
  /** What the recording gives, and whether the profile counts as passed. */
  readonly derived: NonNullable<Verification['derived']>
}

const digestsOf = async (folder: string): Promise<Resource[]> => {
  const all = SUBJECTS.map(async (name): Promise<Resource> => ({ name, digest: { sha256: (await digestOf(join(folder, name))) ?? '' } }))
  return Promise.all(all)
}

/**
 * Signs a bundle: writes attestation.dsse.json into it, an in-toto test-result in a DSSE envelope over the digests of recording, observations
 * and report, and of the suites. Whatever the verdicts are: the certificate says them. One that is there already is replaced.
 *
 * @throws NotCertifiedError (the bundle does not verify, or another version made it), NoBundleError, BundleError, ConfigurationError (the key is none)
 */
export const certify = async (folder: string, { key }: CertifyOptions): Promise<Certified> => {
  const signer = signingKey(key)
  const before = await digestsOf(folder)
  const { verification, judged } = await verifyUnsigned(folder)
  const { derived } = verification
  if (!verification.verified || judged === undefined || derived === undefined)
    throw new NotCertifiedError(`${folder} does not verify, so it is not signed.`, verification)
  const { version } = judged.report.tool
  if (version !== tool.version) {
    const why = `${folder} was made by ssespec ${version}, and this is ${tool.version}: it is not signed. Sign it with npx ssespec@${version}.`
    throw new NotCertifiedError(why, verification)
  }
  // Digested before it was read: what changes meanwhile makes a certificate that does not verify, not one that vouches for the change.
  const [first, ...others] = before
  if (first === undefined) throw new NotCertifiedError(`${folder} holds nothing to sign.`, verification)
  const envelope = seal(statementOf(judged.report, [first, ...others], suiteDigests(judged.report.profile)), signer)
  const file = join(folder, CERTIFICATE)
  try {
    writeFileSync(file, `${JSON.stringify(envelope)}\n`)
  } catch (cause) {
    throw new BundleError(folder, cause)
  }
  return { file, keyid: keyIdOf(signer), derived }
}

const PRIVATE = 0o600

const writeNew = (file: string, text: string, mode?: number): void => {
  try {
    writeFileSync(file, text, { flag: 'wx', ...(mode === undefined ? {} : { mode }) })
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (exists) throw new ConfigurationError(`${file} is there already, and a key is never overwritten. Name another file.`)
    throw new ConfigurationError(`${file} cannot be written: ${cause instanceof Error ? cause.message : cause}`)
  }
}

/** Makes a pair of keys: FILE signs (only its owner may read it), FILE.pub verifies. Overwrites nothing. Throws ConfigurationError. */
export const writeKeyPair = (file: string): void => {
  const { privateKey, publicKey } = newKeyPair()
  // The public half first: were it there already, a private key would be left without it.
  writeNew(`${file}.pub`, publicKey)
  writeNew(file, privateKey, PRIVATE)
}
