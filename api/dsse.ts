import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { Envelope } from '../schemas/index.js'
import { ConfigurationError } from './configuration-error.js'

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'

/** Pre-Authentication Encoding: the bytes to sign (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
export const preAuthenticationEncoding = (type: string, body: Uint8Array): Buffer => {
  const name = Buffer.from(type, 'utf8')
  return Buffer.concat([Buffer.from(`DSSEv1 ${name.length} `), name, Buffer.from(` ${body.length} `), body])
}

/** SHA-256 of the public key as SPKI in DER, hexadecimal. */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update((key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' }))
    .digest('hex')

const ed25519 = (read: () => KeyObject, what: string): KeyObject => {
  const key = (() => {
    try {
      return read()
    } catch {
      throw new ConfigurationError(
        `The key is not a ${what} in PEM. Create a pair: ssespec certify --new-key FILE (FILE signs, FILE.pub verifies)`,
      )
    }
  })()
  if (key.asymmetricKeyType !== 'ed25519')
    throw new ConfigurationError(
      `The key is ${key.asymmetricKeyType}; ssespec signs with Ed25519. ssespec certify --new-key FILE makes one.`,
    )
  return key
}

/** The private key (PKCS #8, PEM) for signing. Throws ConfigurationError. */
export const signingKey = (pem: string): KeyObject => ed25519(() => createPrivateKey(pem), 'private key')

/** The public key (SPKI, PEM) for verifying. A private key is rejected, because a verifier must not have one. Throws ConfigurationError. */
export const verifyingKey = (pem: string): KeyObject => {
  if (pem.includes('PRIVATE KEY'))
    throw new ConfigurationError('The key is a private one: verify with its public half, FILE.pub, and keep this one to yourself.')
  return ed25519(() => createPublicKey(pem), 'public key')
}

/** A new pair of Ed25519 keys in PEM. */
export const newKeyPair = (): { readonly privateKey: string; readonly publicKey: string } =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })

/** Signs a document. Ed25519 is deterministic: the same document and key give the same envelope. */
export const seal = (document: object, key: KeyObject): Envelope => {
  const payload = Buffer.from(JSON.stringify(document), 'utf8')
  const sig = sign(null, preAuthenticationEncoding(PAYLOAD_TYPE, payload), key).toString('base64')
  return { payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures: [{ keyid: keyIdOf(key), sig }] }
}

export const payloadOf = ({ payload }: Envelope): Buffer => Buffer.from(payload, 'base64')

/** Whether one of the signatures is by this key. Key ids are only hints and are ignored. */
export const isSignedBy = (envelope: Envelope, key: KeyObject): boolean => {
  const signed = preAuthenticationEncoding(envelope.payloadType, payloadOf(envelope))
  return envelope.signatures.some(({ sig }) => verify(null, signed, key, Buffer.from(sig, 'base64')))
}
