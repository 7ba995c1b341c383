import { X509Certificate } from 'node:crypto'
import { errorText, type Statement } from '../schemas/index.js'
import { ConfigurationError } from './configuration-error.js'

export const KEYLESS_CERTIFICATE = 'attestation.sigstore.json'

/** The services for keyless signing. Default: Sigstore's public services. */
export interface KeylessOptions {
  /** The certificate authority. */
  readonly fulcio_url?: string
  /** The transparency log. */
  readonly rekor_url?: string
}

export interface KeylessSignature {
  /** A Sigstore bundle (application/vnd.dev.sigstore.bundle.v0.3+json). */
  readonly bundle: object
  /** The signer, according to the certificate. */
  readonly signer: string
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'
const ISSUER_OID = '2b0601040183bf300108'

/** The issuer that Fulcio wrote into a certificate (1.3.6.1.4.1.57264.1.8): a short UTF8String after its OID. */
const issuerIn = (certificate: X509Certificate): string => {
  const { raw } = certificate
  const oid = Buffer.from(ISSUER_OID, 'hex')
  const at = raw.indexOf(oid)
  if (at < 0) return 'an issuer that it does not name'
  // OCTET STRING { UTF8String }: tag and length of each, lengths below 128.
  const text = at + oid.length + 4
  return raw.subarray(text, text + (raw[text - 1] ?? 0)).toString('utf8')
}

/** The signer of a Sigstore bundle, according to its certificate. Not verified here. */
export const signerIn = (bundle: unknown): string => {
  const material = (bundle as { verificationMaterial?: { certificate?: { rawBytes?: string } } }).verificationMaterial
  try {
    const certificate = new X509Certificate(Buffer.from(material?.certificate?.rawBytes ?? '', 'base64'))
    const name = (certificate.subjectAltName ?? '').replace(/^\w+:/, '')
    return `${name}, for whom ${issuerIn(certificate)} vouches`
  } catch {
    return 'nobody whom it names'
  }
}

const NO_IDENTITY =
  'CI gives this run no identity. GitHub: permissions: id-token: write; GitLab: id_tokens: SIGSTORE_ID_TOKEN with aud: sigstore. Elsewhere sign with --key.'

const hasIdentity = ({ ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, SIGSTORE_ID_TOKEN }: NodeJS.ProcessEnv): boolean =>
  Boolean((ACTIONS_ID_TOKEN_REQUEST_URL && ACTIONS_ID_TOKEN_REQUEST_TOKEN) || SIGSTORE_ID_TOKEN)

/**
 * Signs a statement with the identity that CI gives this run: Fulcio certifies a key for this call only, Rekor logs the signature. The signed
 * statement becomes public. Throws ConfigurationError.
 */
export const signKeyless = async (statement: Statement, options: KeylessOptions): Promise<KeylessSignature> => {
  if (!hasIdentity(process.env)) throw new ConfigurationError(NO_IDENTITY)
  const sign = await import('./sigstore.js')
  const { fulcio_url = sign.DEFAULT_FULCIO_URL, rekor_url = sign.DEFAULT_REKOR_URL } = options
  const builder = new sign.DSSEBundleBuilder({
    signer: new sign.FulcioSigner({ fulcioBaseURL: fulcio_url, identityProvider: new sign.CIContextProvider('sigstore') }),
    witnesses: [new sign.RekorWitness({ rekorBaseURL: rekor_url })],
  })
  try {
    const made = await builder.create({ data: Buffer.from(JSON.stringify(statement), 'utf8'), type: PAYLOAD_TYPE })
    const bundle = sign.bundleToJSON(made)
    return { bundle, signer: signerIn(bundle) }
  } catch (cause) {
    throw new ConfigurationError(`Sigstore did not sign: ${errorText(cause)}`)
  }
}
