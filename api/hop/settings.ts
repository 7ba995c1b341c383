import type { Target } from '../../record/index.js'
import { ConfigurationError } from '../configuration-error.js'
import type { AddressedConfig } from '../profiles.js'

/** Where ssespec's own origin listens. Throws ConfigurationError. */
export const hopSettings = ({ hop }: AddressedConfig): Pick<Target, 'hop'> => {
  if (hop?.origin === undefined)
    throw new ConfigurationError(
      'Profile hop needs ssespec through with --origin HOST:PORT, or hop.origin: ssespec listens there, and the hop forwards to it.',
    )
  const colon = hop.origin.lastIndexOf(':')
  return { hop: { origin: { host: hop.origin.slice(0, colon), port: Number(hop.origin.slice(colon + 1)) } } }
}
