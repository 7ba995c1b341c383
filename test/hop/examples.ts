/** The hops of examples/hops, each with the configurations that hop.json names. */

import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startHopCommand } from '../../api/hop/command.js'
import { check } from '../../api/index.js'
import type { AddressedConfig } from '../../api/profiles.js'
import { packageRoot, type Report } from '../../schemas/index.js'
import { folderWith } from '../api/scratch.js'
import { example, freePort } from '../examples/served.js'
import { onTime } from '../on-time.js'

export interface HopRun {
  /** The configuration, which forwards 127.0.0.1:8080 to 127.0.0.1:9100. */
  readonly file: string
  readonly command: string
  /** The verdicts that are not pass. */
  readonly expected: Readonly<Record<string, string>>
}

export interface HopExample {
  readonly name: string
  readonly title: string
  /** Prints the version. */
  readonly version: string
  readonly runs: Readonly<Record<string, HopRun>>
}

export const hopExamples: readonly HopExample[] = readdirSync(example('hops')).map(name => ({
  name,
  ...JSON.parse(readFileSync(example('hops', name, 'hop.json'), 'utf8')),
}))

/** The first line that it prints, or undefined where it is not installed. */
export const versionOf = ({ version }: HopExample): string | undefined => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', version], { encoding: 'utf8' })
  return status === 0 ? `${stdout}${stderr}`.trim().split('\n')[0] : undefined
}

interface Placed {
  readonly port: number
  readonly origin: number
  readonly config: AddressedConfig
}

/** An example on free ports, with its files in a folder of its own. */
const placed = async ({ name }: HopExample, { file, command }: HopRun): Promise<Placed> => {
  const [port, origin] = [await freePort(), await freePort()]
  const folder = folderWith()
  // Some programs give up root before they read it.
  chmodSync(folder, 0o755)
  const text = readFileSync(example('hops', name, file), 'utf8')
  const moved = text
    .replaceAll(/\b8080\b/g, String(port))
    .replaceAll(/\b9100\b/g, String(origin))
    .replaceAll('/tmp', folder)
  writeFileSync(join(folder, file), moved)
  const filled = command.replaceAll('{{file}}', join(folder, file)).replaceAll('{{folder}}', folder)
  const hop = { origin: `127.0.0.1:${origin}`, command: filled }
  return { port, origin, config: { profile: 'hop', url: `http://127.0.0.1:${port}/`, hop } }
}

export const throughExample = async (hop: HopExample, run: HopRun): Promise<Report> => {
  const { config } = await placed(hop, run)
  const { report } = await onTime(
    () => check({ config }),
    one => one.report.verdicts,
  )
  return report
}

/** What a raw client and a raw origin see; seconds, or null for what did not arrive within three. */
export interface Raw {
  readonly head_s: number | null
  readonly event_s: number | null
  readonly connection_field_forwarded: boolean
  readonly leaving_heard: boolean
  readonly cut_looks_complete: boolean
}

export const rawThrough = async (hop: HopExample, run: HopRun): Promise<Raw> => {
  const { port, origin, config } = await placed(hop, run)
  const stop = await startHopCommand(config)
  try {
    const python = spawn('python3', [join(packageRoot, 'test', 'hop', 'raw.py'), String(port), String(origin)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    for await (const part of python.stdout) out += part
    return JSON.parse(out)
  } finally {
    await stop()
  }
}

export const notPassed = ({ verdicts }: Report): Record<string, string> =>
  Object.fromEntries(verdicts.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]))
