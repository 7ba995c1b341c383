import { faultNamed } from '../fault.js'
import type { Reference } from '../server.js'
import { hopFaults } from './faults/index.js'
import { type HopOptions, listenAsHop } from './hop.js'
import { cleanParts } from './parts.js'

/** The transparent hop, with a fault if one is named. @throws {RangeError} for an unknown fault; {Error} if the port is in use */
export const startHop = async ({ fault, ...options }: HopOptions & { readonly fault?: string | readonly string[] }): Promise<Reference> => {
  let parts = cleanParts
  for (const name of [fault ?? []].flat()) parts = { ...parts, ...faultNamed(name, hopFaults).wrap(parts) }
  const { port, stop } = await listenAsHop(options, parts)
  const url = `http://${options.host ?? '127.0.0.1'}:${port}`
  const forwardsTo = `${options.origin.host}:${options.origin.port}`
  return { url, streamUrl: `${url}/`, forwardsTo, pid: process.pid, pids: [process.pid], failed: new Promise(() => undefined), stop }
}
