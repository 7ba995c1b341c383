import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type K6Result, packageRoot, validated } from '../schemas/index.js'

/** k6 is not available or failed; the message says what to install, or shows its output. */
export class GeneratorError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'GeneratorError'
  }
}

const FOLDER = join(packageRoot, 'load', 'k6')
const MOST_CHARACTERS = 4000

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface Running {
  readonly ended: Promise<Ended>
  kill(name: NodeJS.Signals): void
}

const run = (
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onError?: (text: string) => void,
): Running => {
  // Its own process group, so that Ctrl-C reaches it only once, from this process.
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment }, detached: true })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', text => {
    out = (out + text).slice(-MOST_CHARACTERS)
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    err = (err + text).slice(-MOST_CHARACTERS)
    onError?.(text)
  })
  const atExit = () => child.kill('SIGKILL')
  process.once('exit', atExit)
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', cause => reject(new GeneratorError(`${command} cannot be run: ${cause.message}`)))
    child.once('close', code => {
      process.off('exit', atExit)
      resolve({ code, out, err })
    })
  })
  return { ended, kill: name => child.kill(name) }
}

/**
 * The k6 with the ssespec extension: `K6_BINARY`, or built once from `load/k6` into the user's cache.
 * The callback receives a line if k6 has to be built, which takes about a minute.
 * @throws {GeneratorError}
 */
export const findK6 = async (tell: (text: string) => void = () => {}): Promise<string> => {
  const given = process.env.K6_BINARY
  if (given) return given
  const { code, out, err } = await run('bash', [join(FOLDER, 'build.sh')], {}, text => text.startsWith('building') && tell(text)).ended
  const built = out.trim().split('\n').at(-1) ?? ''
  if (code !== 0 || built === '') throw new GeneratorError(err.trim() || `load/k6/build.sh ended with ${code}`)
  return built
}

export const k6Version = async (k6: string): Promise<string> => {
  const { out } = await run(k6, ['version'], {}).ended
  return (
    out
      .trim()
      .split('\n')[0]
      ?.replace(/\s*\(.*$/, '') ?? ''
  )
}

/** A run of a script by one process or several. */
export interface K6Plan {
  readonly k6: string
  readonly script: 'streams' | 'longpoll' | 'polling' | 'websocket' | 'publish'
  readonly processes: number
  /** Environment of the script; load/k6/scripts/settings.js lists the variables. */
  readonly environment: Readonly<Record<string, string>>
  /** Folder and name of the results. */
  readonly folder: string
  readonly name: string
}

export interface K6Run {
  /** One result per process. Rejects if one is missing. */
  readonly results: Promise<K6Result[]>
  /** Ends the run early; counts are kept. */
  interrupt(): void
}

/** 0, 1/3, 2/3, 1: fractions, because decimals would not be exact. */
const bounds = (processes: number): string[] =>
  Array.from({ length: processes + 1 }, (_, n) => (n % processes === 0 ? String(n / processes) : `${n}/${processes}`))

const segmentArguments = (number: number, processes: number): string[] => {
  if (processes === 1) return []
  const all = bounds(processes)
  return ['--execution-segment', `${all[number]}:${all[number + 1]}`, '--execution-segment-sequence', all.join(',')]
}

/** k6 logs one line per error; the last one says most. */
const complaint = ({ out, err }: Ended): string =>
  [...err.split('\n'), ...out.split('\n')]
    .filter(line => /level=(error|fatal)|error|panic/i.test(line))
    .slice(-3)
    .join(' ') || err.trim().slice(-300)

const resultIn = async (file: string, ended: Ended): Promise<K6Result> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw new GeneratorError(`k6 ended with ${ended.code} and left no result: ${complaint(ended)}`)
  return validated('k6', JSON.parse(text), `${file} of k6`)
}

/** Starts the processes, each with its segment of the clients and its part of the sources. */
export const startK6 = ({ k6, script, processes, environment, folder, name }: K6Plan): K6Run => {
  const started = Array.from({ length: processes }, (_, number) => {
    const file = join(folder, `${name}.${number}.json`)
    const args = [
      'run',
      '--quiet',
      '--no-usage-report',
      '--address',
      '',
      ...segmentArguments(number, processes),
      join(FOLDER, 'scripts', `${script}.js`),
    ]
    // Not on the command line, which other users can read: it contains tokens.
    const running = run(k6, args, { ...environment, SEGMENTS: String(processes), RESULT: file })
    return { running, result: running.ended.then(ended => resultIn(file, ended)) }
  })
  return {
    results: Promise.all(started.map(({ result }) => result)),
    interrupt: () => {
      for (const { running } of started) running.kill('SIGINT')
    },
  }
}
