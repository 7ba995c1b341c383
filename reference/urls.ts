/** The URLs of a server. */

import type { Settings } from './options.js'

export function urlsOf({ host, tls, stream_path }: Settings, port: number): { url: string; streamUrl: string } {
  const url = `${tls === false ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
  return { url, streamUrl: `${url}${stream_path}` }
}
