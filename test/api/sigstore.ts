/** Sigstore's services on this machine: the library's own mock of Fulcio and Rekor, behind real sockets. */

import { createHash, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, rekorHandler } from '@sigstore/mock'
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs'

export interface Sigstore {
  readonly url: string
  /** What a verifier trusts: trusted_root.json. */
  readonly trusted_root: string
  /** A token as CI would give it, for this identity. */
  token(identity: string, issuer: string): string
  stop(): Promise<void>
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

const log = (rawBytes: Buffer) => ({
  baseUrl: 'http://127.0.0.1',
  hashAlgorithm: HashAlgorithm.SHA2_256,
  publicKey: { rawBytes, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor: { start: new Date(0) } },
  logId: { keyId: createHash('sha256').update(rawBytes).digest() },
  checkpointKeyId: undefined,
  operator: 'mock',
})

interface Proposed {
  readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } }
}

/** What Rekor makes of a proposed DSSE entry before it logs it; the mock logs what it is given. */
const canonical = (body: string): string => {
  const { envelope, verifiers } = (JSON.parse(body) as Proposed).spec.proposedContent
  const { payload, signatures } = JSON.parse(envelope) as { payload: string; signatures: { sig: string }[] }
  const hash = (bytes: string | Buffer) => ({ algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') })
  const spec = {
    envelopeHash: hash(envelope),
    payloadHash: hash(Buffer.from(payload, 'base64')),
    signatures: signatures.map(({ sig }, index) => ({ signature: sig, verifier: verifiers[index] })),
  }
  return JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec })
}

export const startSigstore = async (): Promise<Sigstore> => {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const ctLog = await initializeCTLog(pair())
  const authority = await initializeCA(pair(), ctLog)
  const transparency = await initializeTLog('http://127.0.0.1', pair())
  const handlers = [fulcioHandler(authority), rekorHandler(transparency)]
  const server = createServer(async (request, response) => {
    const handler = handlers.find(({ path }) => path === request.url)
    if (handler === undefined) return void response.writeHead(404).end()
    const {
      statusCode,
      response: body,
      contentType = 'text/plain',
    } = await handler.fn(request.url?.includes('/log/') ? canonical(await text(request)) : await text(request))
    response.writeHead(statusCode, { 'Content-Type': contentType }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const root = TrustedRoot.toJSON({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [
      {
        subject: { organization: 'mock', commonName: 'mock' },
        uri: 'http://127.0.0.1',
        certChain: { certificates: [{ rawBytes: Buffer.from(authority.rootCertificate.buffer) }] },
        validFor: { start: new Date(0) },
        operator: 'mock',
      },
    ],
    tlogs: [log(transparency.publicKey)],
    ctlogs: [log(ctLog.publicKey)],
    timestampAuthorities: [],
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trusted_root: JSON.stringify(root),
    token: (identity, issuer) => `${encoded({ alg: 'none' })}.${encoded({ sub: identity, iss: issuer, aud: 'sigstore' })}.${encoded({})}`,
    stop: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
