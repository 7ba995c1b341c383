/** The server's key and certificate. */

import type { Credentials } from './listener.js'
import type { Settings } from './options.js'

/** Undefined without TLS. */
export async function credentialsOf({ tls, host }: Settings): Promise<Credentials | undefined> {
  if (tls !== true) return tls === false ? undefined : tls
  const names = [
    { type: 2 as const, value: 'localhost' },
    ...[...new Set(['127.0.0.1', '::1', ...(/^[\d.]+$|:/.test(host) ? [host] : [])])].map(ip => ({ type: 7 as const, ip })),
  ]
  const { generate } = await import('./self-signed.js')
  const made = await generate([{ name: 'commonName', value: 'ssespec reference' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names },
    ],
  })
  return { key: made.private, cert: made.cert }
}
