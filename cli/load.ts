import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { ConfigurationError, isSameWorkload, load, loadConfiguration } from '../api/index.js'
import { isTransportName, readWorkload, transportNames, type WorkloadChanges, workloadNames } from '../load/index.js'
import { isLoadFormatName, loadFormats } from '../reports/index.js'
import { type Config, DocumentError, documentFaults, type Load, type TransportName, type Workload } from '../schemas/index.js'
import { EXIT } from './exit.js'
import { openFolder, writeFormats } from './folder.js'
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
  readonly profile?: 'sse' | 'matrix'
  readonly token?: string
  readonly insecure?: boolean
  readonly config?: string
  readonly out?: string
  readonly baseline?: string
  readonly reporter: string
  readonly iMayLoadThisHost?: string
}

const number =
  (least: number, whole: boolean) =>
  (value: string): number => {
    const read = Number(value)
    if (!Number.isFinite(read) || read < least || (whole && !Number.isInteger(read))) {
      throw new InvalidArgumentError(`It is a ${whole ? 'whole ' : ''}number of at least ${least}.`)
    }
    return read
  }

export const transports = (value: string): TransportName[] =>
  value.split(',').map(name => {
    const trimmed = name.trim()
    if (!isTransportName(trimmed)) throw new InvalidArgumentError(`${trimmed} is none of ${transportNames.join(', ')}.`)
    return trimmed
  })

const reporter = (value: string): string => {
  if (!isLoadFormatName(value)) throw new InvalidArgumentError(`It is one of ${Object.keys(loadFormats).join(', ')}.`)
  return value
}

const configOf = (url: string | undefined, { profile, token, insecure }: LoadFlags): Config => ({
  ...(url === undefined ? {} : { url }),
  ...(profile === undefined ? {} : { profile }),
  ...(token === undefined ? {} : { token }),
  ...(insecure === true ? { tls: { insecure } } : {}),
})

/** What a flag changes of the workload. */
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
  if (faults.length > 0) throw new ConfigurationError(new DocumentError(`${file}, which is no result of ssespec load,`, faults).message)
  const baseline = document as Load
  if (!isSameWorkload(baseline.workload, workload)) {
    throw new ConfigurationError(
      `${file} was measured with another workload (${baseline.workload.name}): a baseline has the same flags and the same file.`,
    )
  }
  return baseline
}

/** In the folder of a bundle, its page tells of the load too. */
const tellInBundle = async (folder: string): Promise<void> => {
  if (!existsSync(join(folder, 'report.json'))) return
  const { titles = {} } = textOptions(process.stdout)
  writeFileSync(join(folder, 'report.html'), await renderBundle(folder, 'html', { colour: false, width: FILE_WIDTH, titles }))
  process.stderr.write(`report.html in ${folder} tells of it too\n`)
}

const run = async (url: string | undefined, flags: LoadFlags): Promise<void> => {
  const workload = readWorkload(flags.workload, changesOf(flags))
  const baseline = flags.baseline === undefined ? undefined : earlier(flags.baseline, workload)
  const { baseline: _ofCheck, ...config } = loadConfiguration(configOf(url, flags), flags.config)
  if (flags.out !== undefined) openFolder(flags.out)
  const progress = createLoadProgress(process.stderr)
  const { signal, release } = stoppable('what was measured so far is told')
  const measured = await load({
    config,
    workload,
    signal,
    onProgress: progress.show,
    onNote: text => process.stderr.write(text),
    ...(flags.iMayLoadThisHost === undefined ? {} : { allowed_host: flags.iMayLoadThisHost }),
    ...(baseline === undefined ? {} : { baseline }),
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

export const addLoad = (program: Command): void => {
  program
    .command('load')
    .description(
      'put a workload on a server over one or several transports, and tell what each costs; without URL, on the embedded reference',
    )
    .argument('[url]', 'the event stream, with {{channel}} in it; in profile matrix the homeserver')
    .option('--workload <name>', `${workloadNames().join(', ')}, or a file`, 'chat')
    .option('--connections <count>', 'clients', number(1, true))
    .option('--rate <per second>', 'publications a second, over all sources', number(0, false))
    .option('--duration <seconds>', 'the time that is measured', number(0.1, false))
    .option('--transports <names>', `some of ${transportNames.join(',')}`, transports)
    .option('--processes <count>', 'k6 processes that share the clients', number(1, true))
    .option('--repeats <count>', 'runs of each transport, in turns', number(1, true))
    .option('--heartbeat-interval <seconds>', 'between heartbeats', number(0.1, false))
    .addOption(new Option('--profile <name>', 'sse, or matrix: /sync beside /sync/sse').choices(['sse', 'matrix']))
    .option('--token <token>', 'sent as Authorization: Bearer (rather SSESPEC_TOKEN: others can read a command line)')
    .option('--insecure', 'accept any certificate')
    .option('--config <file>', 'configuration; by default ssespec.config.json, where there is one')
    .option('--out <folder>', 'write load.json, load.html and load.md there; beside a bundle, its report.html tells of it too')
    .option('--baseline <file>', 'an earlier load.json: what got worse by more than the noise crosses a threshold')
    .option('--reporter <name>', `what is printed: ${Object.keys(loadFormats).join(', ')}`, reporter, 'terminal')
    .option('--i-may-load-this-host <host>', 'needed where the target is not this machine')
    .addHelpText(
      'after',
      `
Examples:
  ssespec load                                                       about a minute: SSE beside long polling, on the reference
  ssespec load --workload idle --connections 10000 --transports sse
  ssespec load --config ssespec.config.json --out load/              your server; hooks.publish publishes, hooks.metrics tells what it costs

Exit code: 0 measured, and every threshold kept; 1 one is crossed, 2 wrong usage or configuration, 3 unreachable, 4 inconclusive, stopped or failed.`,
    )
    .action(run)
}
