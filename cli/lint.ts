import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { ConfigurationError, exitCodeOf, lint } from '../api/index.js'
import { formats, isFormatName } from '../reports/index.js'
import { textOptions } from './text.js'

interface LintFlags {
  readonly reporter: string
  readonly strict?: boolean
  readonly verbose?: boolean
}

const READ_BYTES = 1 << 18

const read = (file: string) => createReadStream(file, { highWaterMark: READ_BYTES })

const open = async (file: string): Promise<AsyncIterable<Buffer>> => {
  const stream = read(file)
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', cause => reject(new ConfigurationError(`${file} could not be read: ${cause.message}`)))
  })
  return stream
}

const run = async (file: string, flags: LintFlags): Promise<void> => {
  if (!isFormatName(flags.reporter)) throw new ConfigurationError(`--reporter: choose from ${Object.keys(formats).join(', ')}`)
  if (file === '-' && process.stdin.isTTY) process.stderr.write('Reading an event stream from the terminal; end it with Ctrl-D.\n')
  const strict = flags.strict ?? false
  const report = await (file === '-'
    ? lint(process.stdin, { source: 'standard input', strict })
    : lint(await open(file), { source: file, strict, again: () => read(file) }))
  process.stdout.write(formats[flags.reporter].render(report, { ...textOptions(process.stdout), verbose: flags.verbose ?? false }))
  process.exitCode = exitCodeOf(report)
}

export const addLint = (command: Command): void => {
  command
    .argument('[file]', 'the bytes, with response headers (curl -i) or without; - reads standard input', '-')
    .option('--reporter <name>', `print as ${Object.keys(formats).join(', ')}`, 'terminal')
    .option('--strict', 'fail a MUST that only its lenient reading meets')
    .option('--verbose', 'show passed requirements too')
    .addHelpText('after', '\nExample:\n  curl -sN --max-time 10 http://localhost:3000/events | ssespec lint -')
    .action(run)
}
