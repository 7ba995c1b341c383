import { readFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { defined, type Machine } from '../schemas/index.js'

const DEFAULT_PORTS: readonly [number, number] = [32_768, 60_999]

/** How many ephemeral ports one source address has (ip(7), ip_local_port_range). */
const ephemeralPorts = (): number => {
  const [low, high] = (() => {
    try {
      const [from, to] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number)
      return [from ?? DEFAULT_PORTS[0], to ?? DEFAULT_PORTS[1]]
    } catch {
      return DEFAULT_PORTS
    }
  })()
  return high - low + 1
}

/** Node and Go raise their soft limit to the hard one, so the hard limit applies. */
const openFiles = (): number => {
  const report = process.report.getReport() as { userLimits?: { open_files?: { hard?: number | string } } }
  const hard = report.userLimits?.open_files?.hard
  return typeof hard === 'number' ? hard : Number.MAX_SAFE_INTEGER
}

/** The properties of this machine that matter for measurements. */
export const machine = (): Machine => {
  const cores = cpus()
  const processor = cores[0]?.model
  return {
    cores: cores.length,
    ...defined({ processor }),
    memory_bytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    open_files: openFiles(),
    ports: ephemeralPorts(),
  }
}
