import { urlOf } from '../hook-url.js'
import type { AddressedConfig } from '../profiles.js'

export const channelUrls = ({ url, hooks = {}, load: transports = {} }: AddressedConfig): readonly (string | undefined)[] => [
  url,
  ...[hooks.publish, hooks.restart, hooks.metrics].map(urlOf),
  ...Object.values(transports).map(transport => transport.url),
]
