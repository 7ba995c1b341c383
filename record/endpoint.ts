import { defined } from '../schemas/index.js'
import type { Endpoint } from './dial.js'
import type { Target } from './target.js'

/** The address of a URL's server, and how its certificate is checked. */
export const endpointOf = (url: URL, target: Target): Endpoint => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
  secure: url.protocol === 'https:',
  insecure: target.tls.insecure,
  ...defined({ ca: target.tls.ca }),
})
