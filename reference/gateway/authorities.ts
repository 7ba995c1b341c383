/** Whom to trust: the certificate authorities of Node, of the system, and those given. */

import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

/** Where systems keep them in one file: Debian and Alpine, Red Hat, macOS and BSD. */
const BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

export function authorities(more?: string): string[] {
  return [...rootCertificates, ...(more === undefined ? [] : [more]), ...systemBundle()]
}

/** The first bundle that can be read; `SSL_CERT_FILE` names another, as for OpenSSL. */
function systemBundle(): string[] {
  const { SSL_CERT_FILE } = process.env
  for (const file of SSL_CERT_FILE === undefined ? BUNDLES : [SSL_CERT_FILE]) {
    try {
      return [readFileSync(file, 'utf8')]
    } catch {
      // Another system.
    }
  }
  return []
}
