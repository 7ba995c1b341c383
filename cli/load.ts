import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { ConfigurationError, isSameWorkload, load, loadConfiguration, replaceFile } from '../api/index.js'
import { isTransportName, readWorkload, transportNames, type WorkloadChanges, workloadNames } from '../load/index.js'
import { isLoadFormatName, loadFormats } from '../reports/index.js'
import {
  type Config,
  DocumentError,
  defined,
  documentFaults,
  type Load,
  measuredProfiles,
  PROFILES,
  type Profile,
  type TransportName,
  type Workload,
} from '../schemas/index.js'
import { EXIT } from './exit.js'
import { openFolder, writeFormats } from './folder.js'
import { hosts } from './hosts.js'
import { createLoadProgress } from './load-progress.js'
import { readJsonFile } from './read-json.js'
import { FILE_WIDTH, renderBundle } from './report.js'
import { stoppable } from './stoppable.js'
import { textOptions } from './text.js'

interface LoadFlags {
  readonly workload: string
  readonly connections?: number
  readonly rate?: number
  readonly duration?: number
  readonly transports?: TransportName[]
  readonly processes?: number
  readonly repeats?: number
  readonly heartbeatInterval?: number
  readonly profile?: Profile
  readonly token?: string
  readonly insecure?: boolean
  readonly config?: string
  readonly out?: string
  readonly baseline?: string
  readonly reporter: string
  readonly iMayLoadThisHost?: readonly string[]
}

const number =
  (least: number, whole: boolean) =>
  (value: string): number => {
    const read = Number(value)
    if (!Number.isFinite(read) || read < least || (whole && !Number.isInteger(read))) {
      throw new InvalidArgumentError(`Give a ${whole ? 'whole ' : ''}number of at least ${least}.`)
    }
    return read
  }

export const transports = (value: string): TransportName[] =>
  value.split(',').map(name => {
    const trimmed = name.trim()
    if (!isTransportName(trimmed))
      throw new InvalidArgumentError(`unknown transport "${trimmed}"; choose from ${transportNames.join(', ')}.`)
    return trimmed
  })

const reporter = (value: string): string => {
  if (!isLoadFormatName(value)) throw new InvalidArgumentError(`Choose from ${Object.keys(loadFormats).join(', ')}.`)
  return value
}

const configOf = (url: string | undefined, { profile, token, insecure }: LoadFlags): Config => ({
  ...defined({ url, profile, token }),
  ...(insecure === true ? { tls: { insecure } } : {}),
})

/** Changes to the workload from a flag. */
const CHANGED = {
  connections: 'connections',
  rate: 'rate_per_s',
  duration: 'duration_s',
  transports: 'transports',
  processes: 'processes',
  repeats: 'repeats',
  heartbeatInterval: 'heartbeat_interval_s',
} as const satisfies Partial<Record<keyof LoadFlags, keyof WorkloadChanges>>

const changesOf = (flags: LoadFlags): WorkloadChanges =>
  Object.fromEntries(
    Object.entries(CHANGED).flatMap(([flag, key]) => {
      const value = flags[flag as keyof typeof CHANGED]
      return value === undefined ? [] : [[key, value]]
    }),
  )

const exitCodeOf = ({ thresholds, transports: measured, interrupted }: Load): number => {
  if (thresholds.some(({ state }) => state === 'crossed')) return EXIT.fails
  if (interrupted || measured.length === 0 || measured.some(({ verdict }) => verdict === 'inconclusive')) return EXIT.failed
  return EXIT.conforms
}

const earlier = (file: string, workload: Workload): Load => {
  const document = readJsonFile(file)
  const faults = documentFaults('load', document)
  if (faults.length > 0) throw new ConfigurationError(new DocumentError(`${file}, which is not a result of ssespec load,`, faults).message)
  const baseline = document as Load
  if (!isSameWorkload(baseline.workload, workload)) {
    throw new ConfigurationError(
      `${file} was measured with another workload (${baseline.workload.name}). Use a baseline made with the same flags and workload file.`,
    )
  }
  return baseline
}

/** In the folder of a bundle, its page includes the load results. */
const tellInBundle = async (folder: string): Promise<void> => {
  if (!existsSync(join(folder, 'report.json'))) return
  const { titles = {} } = textOptions(process.stdout)
  replaceFile(join(folder, 'report.html'), await renderBundle(folder, 'html', { colour: false, width: FILE_WIDTH, titles }))
  process.stderr.write(`report.html in ${folder} includes it too\n`)
}

const run = async (url: string | undefined, flags: LoadFlags): Promise<void> => {
  const workload = readWorkload(flags.workload, changesOf(flags))
  const baseline = flags.baseline === undefined ? undefined : earlier(flags.baseline, workload)
  const { baseline: _ofCheck, ...config } = loadConfiguration(configOf(url, flags), flags.config)
  if (flags.out !== undefined) openFolder(flags.out)
  const progress = createLoadProgress(process.stderr)
  const { signal, release } = stoppable('reporting what was measured so far')
  const measured = await load({
    config,
    workload,
    signal,
    onProgress: progress.show,
    onNote: text => process.stderr.write(text),
    ...defined({ allowed_hosts: flags.iMayLoadThisHost, baseline }),
  }).finally(() => {
    progress.end()
    release()
  })
  if (isLoadFormatName(flags.reporter))
    process.stdout.write(await loadFormats[flags.reporter].render(measured, textOptions(process.stdout)))
  if (flags.out !== undefined) {
    await writeFormats(flags.out, loadFormats, measured)
    await tellInBundle(flags.out)
  }
  process.exitCode = exitCodeOf(measured)
}

export const addLoad = (command: Command): void => {
  command
    .argument('[url]', 'the event stream, with {{channel}}; for profile matrix, the homeserver')
    .option('--workload <name>', `workload: ${workloadNames().join(', ')}, or a file`, 'chat')
    .option('--connections <count>', 'number of clients', number(1, true))
    .option('--rate <per second>', 'events published per second, over all sources', number(0, false))
    .option('--duration <seconds>', 'how long to measure', number(0.1, false))
    .option('--transports <names>', `transports to compare: ${transportNames.join(',')}`, transports)
    .option('--processes <count>', 'split the clients over this many k6 processes', number(1, true))
    .option('--repeats <count>', 'runs per transport, interleaved', number(1, true))
    .option('--heartbeat-interval <seconds>', 'interval between heartbeats', number(0.1, false))
    .addOption(
      new Option(
        '--profile <name>',
        `what to measure: ${measuredProfiles.map(name => `${name} (${PROFILES[name].measured})`).join(', ')}`,
      ).choices(measuredProfiles),
    )
    .option('--token <token>', 'send as Authorization: Bearer (prefer SSESPEC_TOKEN: other users can read a command line)')
    .option('--insecure', 'accept any TLS certificate')
    .option('--config <file>', 'configuration file (default: ssespec.config.json, if it exists and names the URL given, if any)')
    .option('--out <folder>', 'write load.json, load.html and load.md; in a bundle’s folder, extend its report.html too')
    .option('--baseline <file>', 'compare with an earlier load.json; what got worse by more than the noise fails')
    .option('--reporter <name>', `print as ${Object.keys(loadFormats).join(', ')}`, reporter, 'terminal')
    .option('--i-may-load-this-host <host>', 'allow loading a host other than this machine (repeatable)', hosts)
    .addHelpText(
      'after',
      `
Examples:
  ssespec load                                                       compare SSE and long polling on the reference (about a minute)
  ssespec load --workload idle --connections 10000 --transports sse
  ssespec load --config ssespec.config.json --out load/              load your server through hooks.publish; hooks.metrics reports its CPU and memory

Exit code: 0 measured, within every threshold; 1 a threshold was crossed; 2 wrong usage or configuration; 3 unreachable; 4 inconclusive, stopped or failed.`,
    )
    .action(run)
}
