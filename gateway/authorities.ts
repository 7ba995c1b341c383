/** Trusted certificate authorities: those of Node, of the system, and the given ones. */

import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

/** Where systems keep them in one file: Debian and Alpine, Red Hat, macOS and BSD. */
const BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

export function authorities(more?: string): string[] {
  return [...rootCertificates, ...(more === undefined ? [] : [more]), ...systemBundle()]
}

/** The first readable bundle; `SSL_CERT_FILE` overrides it, as in OpenSSL. */
function systemBundle(): string[] {
  const { SSL_CERT_FILE } = process.env
  for (const file of SSL_CERT_FILE === undefined ? BUNDLES : [SSL_CERT_FILE]) {
    try {
      return [readFileSync(file, 'utf8')]
    } catch {
      // Try the next location.
    }
  }
  return []
}
