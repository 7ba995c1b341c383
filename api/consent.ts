import { isLoopback } from '../load/index.js'
import { ConfigurationError } from './configuration-error.js'

/** Only this machine and the named hosts are load-tested, never another one by mistake. */
export const checkConsent = (url: string, allowed_hosts: readonly string[]): void => {
  const { hostname, host } = new URL(url)
  if (isLoopback(url) || allowed_hosts.includes(hostname) || allowed_hosts.includes(host)) return
  throw new ConfigurationError(
    `${hostname} is not this machine. If it is yours to put under load, say so: --i-may-load-this-host ${hostname}`,
  )
}

export const placed = (url: string): string => url.replace(/\{\{\w+\}\}/g, 'channel')
