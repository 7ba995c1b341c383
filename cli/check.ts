import { type Command, InvalidArgumentError, Option } from 'commander'
import { type BrowserOptions, check, exitCodeOf, loadConfiguration, openBundle, writeBundle } from '../api/index.js'
import { runAsMocha } from '../api/mocha.js'
import { ENGINES } from '../record/index.js'
import { formats, isFormatName } from '../reports/index.js'
import { type Config, defined, PROFILES, type Profile, profileNames } from '../schemas/index.js'
import { updateBaselineFile } from './baseline.js'
import { createProgress } from './progress.js'
import { stoppable } from './stoppable.js'
import { textOptions } from './text.js'

interface CheckFlags {
  readonly profile?: Profile
  readonly token?: string
  readonly heartbeatInterval?: number
  readonly insecure?: boolean
  readonly header?: Readonly<Record<string, string>>
  readonly only?: readonly string[]
  readonly quick?: boolean
  readonly watch?: number
  readonly strict?: boolean
  readonly config?: string
  readonly baseline?: string
  readonly updateBaseline?: boolean
  readonly out?: string
  readonly reporter: string
  readonly jobs?: number
  readonly verbose?: boolean
  readonly browser?: boolean
  readonly browsers?: BrowserOptions
  readonly origin?: string
  readonly command?: string
}

const positive = (value: string): number => {
  const number = Number(value)
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('It must be a number above 0.')
  return number
}

const browsers = (value: string): BrowserOptions => {
  const names = value.split(',').map(name => name.trim().toLowerCase())
  if (names.includes('all')) return { required: true }
  const engines = ENGINES.filter(engine => names.includes(engine))
  if (engines.length !== new Set(names).size) throw new InvalidArgumentError(`Choose from ${ENGINES.join(', ')}, comma-separated, or all.`)
  return { engines }
}

const list = (value: string): string[] =>
  value
    .split(',')
    .map(name => name.trim().replace(/^[a-z]+/i, family => family.toUpperCase()))
    .filter(name => name !== '')

const field = (value: string, before: Record<string, string> = {}): Record<string, string> => {
  const colon = value.indexOf(':')
  if (colon < 1) throw new InvalidArgumentError('Write it as "Name: value".')
  return { ...before, [value.slice(0, colon).trim()]: value.slice(colon + 1).trim() }
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Seconds. */
const duration = (value: string): number => {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(value) ?? []
  const seconds = Number(number) * (UNITS[unit] ?? 1)
  if (!(seconds > 0)) throw new InvalidArgumentError('Write it as 90s, 10m or 2h.')
  return seconds
}

const reporter = (value: string): string => {
  if (!isFormatName(value) && !value.startsWith('mocha:')) {
    throw new InvalidArgumentError(`Choose from ${Object.keys(formats).join(', ')}, or mocha:NAME for any mocha reporter.`)
  }
  return value
}

const flagsToConfig = (url: string | undefined, flags: CheckFlags): Config => ({
  ...defined({
    url,
    profile: flags.profile,
    token: flags.token,
    heartbeat_interval_s: flags.heartbeatInterval,
    headers: flags.header,
    baseline: flags.baseline,
  }),
  ...(flags.insecure === true ? { tls: { insecure: true } } : {}),
  ...(flags.origin === undefined && flags.command === undefined ? {} : { hop: defined({ origin: flags.origin, command: flags.command }) }),
})

const run = async (url: string | undefined, flags: CheckFlags): Promise<void> => {
  const { updateBaseline = false } = flags
  const { baseline, ...plain } = loadConfiguration(flagsToConfig(url, flags), flags.config)
  // A baseline that is about to be rewritten must not fail the run.
  const config: Config = updateBaseline || baseline === undefined ? plain : { ...plain, baseline }
  const recording = flags.out === undefined ? undefined : openBundle(flags.out)
  const progress = createProgress(process.stderr)
  const { signal, release } = stoppable('judging what was recorded so far')
  const judged = await check({
    config,
    signal,
    onProgress: progress.show,
    strict: flags.strict ?? false,
    quick: flags.quick ?? false,
    ...defined({ watch_s: flags.watch, only: flags.only }),
    ...(flags.browser === true || flags.browsers !== undefined ? { browsers: flags.browsers ?? {} } : {}),
    ...defined({ jobs: flags.jobs, recording }),
  }).finally(() => {
    progress.end()
    release()
  })
  const { report, timeline } = judged
  if (flags.out !== undefined) await writeBundle(flags.out, judged)
  const mochaReporter = /^mocha:(.+)/.exec(flags.reporter)?.[1]
  if (mochaReporter !== undefined) await runAsMocha(report, mochaReporter)
  else if (isFormatName(flags.reporter)) {
    process.stdout.write(
      formats[flags.reporter].render(report, { ...textOptions(process.stdout), verbose: flags.verbose ?? false, timeline }),
    )
  }
  if (flags.out !== undefined) process.stderr.write(`Bundle written to ${flags.out}\n`)
  process.exitCode = exitCodeOf(updateBaseline ? updateBaselineFile(baseline, report) : report)
}

const profilesInWords = profileNames.map(name => `${name} (${PROFILES[name].of})`).join(', ')

/** Options of every command that judges a target. */
const withOptions = (command: Command): Command =>
  command
    .option('--strict', 'fail a MUST that only its lenient reading meets')
    .option('--token <token>', 'send as Authorization: Bearer (prefer SSESPEC_TOKEN: other users can read a command line)')
    .option('--header <field>', 'send this header with every request: "Name: value" (repeatable)', field)
    .option('--insecure', 'accept any TLS certificate')
    .option('--config <file>', 'configuration file (default: ssespec.config.json, if it exists and names the URL given, if any)')
    .option('--baseline <file>', 'file of expected failures (default: ssespec.baseline.json, if it exists)')
    .option('--update-baseline', 'write current failures to the baseline, keeping the reasons already there')
    .option('--out <folder>', 'write a bundle: the report in every format, observations and recording')
    .option('--reporter <name>', `print as ${Object.keys(formats).join(', ')}, or mocha:NAME`, reporter, 'terminal')
    .option('--jobs <count>', 'run at most this many scenarios at a time', positive)
    .option('--verbose', 'show passed requirements too')

/** Options of every command that judges a server. */
const withServerOptions = (command: Command): Command =>
  withOptions(command)
    .addOption(new Option('--profile <name>', `what to check it as: ${profilesInWords}`).choices(profileNames))
    .option('--quick', 'finish in about 6 s (12 s on one shared channel) by skipping what takes long to watch')
    .option('--watch <duration>', 'watch idle streams this long, to find timeouts: 90s, 10m, 2h', duration)
    .option('--heartbeat-interval <seconds>', 'how often the server is configured to send heartbeats', positive)
    .option('--browsers <names>', `browsers to use: ${ENGINES.join(', ')}; or all, and a missing one is an error`, browsers)

export const addCheck = (command: Command): void => {
  withServerOptions(command)
    .argument('[url]', 'the event stream; {{channel}} gives each scenario its own channel')
    .option('--only <names>', 'check only these families or ids: HB,RES-04', list)
    .option('--browser', 'check in real browsers too, in the same report')
    .addHelpText(
      'after',
      `
Examples:
  ssespec check                                    check the embedded reference
  ssespec check http://localhost:3000/events       check what a passive listener can see
  ssespec check --config ssespec.config.json --out report/

Exit code: 0 conforms, only expected failures, or nothing failed but a time limit is above its default; 1 does not conform; 2 wrong usage or configuration; 3 unreachable; 4 inconclusive, or ssespec failed; 5 nothing selected.`,
    )
    .action(run)
}

export const addBrowser = (command: Command): void => {
  withServerOptions(command)
    .argument('[url]', 'the event stream; {{channel}} gives each scenario its own channel')
    .addOption(new Option('--only <ids>', 'check only these ids: BRW-03,BRW-11').argParser(list).default(['BRW'], 'all'))
    .addHelpText(
      'after',
      `
Examples:
  ssespec browser                                  check the embedded reference in every installed browser
  ssespec browser http://localhost:3000/events --browsers firefox
  ssespec doctor --fix                             install browsers

Browsers are looked up in SSESPEC_CHROMIUM, SSESPEC_FIREFOX and SSESPEC_WEBKIT, then among Playwright's, then among the system's.`,
    )
    .action((url: string | undefined, flags: CheckFlags) => run(url, { ...flags, browser: true }))
}

export const addThrough = (command: Command): void => {
  withOptions(command)
    .argument('[url]', 'the hop, with the path that it forwards')
    .option('--origin <host:port>', "where ssespec's own origin listens: have the hop forward there")
    .option('--command <command>', 'start the hop with this, in the foreground; {{origin}} and {{port}} are filled in')
    .option('--only <names>', 'check only these ids: HOP-03', list)
    .addHelpText(
      'after',
      `
Examples:
  ssespec through                                                            check the embedded transparent hop
  ssespec through http://127.0.0.1:8080/ --origin 127.0.0.1:9100             check a proxy that forwards to port 9100
  ssespec through http://127.0.0.1:8080/ --origin 127.0.0.1:9100 --command "nginx -c $PWD/nginx.conf -g 'daemon off;'"

Exit code: 0 conforms or only expected failures; 1 does not conform; 2 wrong usage or configuration; 3 unreachable; 4 inconclusive, or ssespec failed; 5 nothing selected.`,
    )
    .action((url: string | undefined, flags: CheckFlags) => run(url, { ...flags, profile: 'hop' }))
}
