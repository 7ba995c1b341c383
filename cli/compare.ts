import { type Command, Option } from 'commander'
import { compare, loadConfiguration } from '../api/index.js'
import { comparisonFormats } from '../reports/index.js'
import type { Config } from '../schemas/index.js'
import { EXIT } from './exit.js'
import { openFolder, writeFormats } from './folder.js'
import { createLoadProgress } from './load-progress.js'
import { stoppable } from './stoppable.js'
import { textOptions } from './text.js'

interface CompareFlags {
  readonly profile?: 'sse' | 'matrix'
  readonly token?: string
  readonly insecure?: boolean
  readonly config?: string
  readonly out: string
  readonly iMayLoadThisHost?: string
}

const configOf = (url: string | undefined, { profile, token, insecure }: CompareFlags): Config => ({
  ...(url === undefined ? {} : { url }),
  ...(profile === undefined ? {} : { profile }),
  ...(token === undefined ? {} : { token }),
  ...(insecure === true ? { tls: { insecure } } : {}),
})

const run = async (url: string | undefined, flags: CompareFlags): Promise<void> => {
  const { baseline: _ofCheck, ...config } = loadConfiguration(configOf(url, flags), flags.config)
  openFolder(flags.out)
  const progress = createLoadProgress(process.stderr)
  const { signal, release } = stoppable('what was measured so far is told')
  const comparison = await compare({
    config,
    signal,
    onProgress: progress.show,
    onNote: text => process.stderr.write(text),
    ...(flags.iMayLoadThisHost === undefined ? {} : { allowed_host: flags.iMayLoadThisHost }),
  }).finally(() => {
    progress.end()
    release()
  })
  process.stdout.write(comparisonFormats.terminal.render(comparison, textOptions(process.stdout)))
  await writeFormats(flags.out, comparisonFormats, comparison)
  const open = comparison.interrupted === true || comparison.findings.some(({ verdict }) => verdict === 'inconclusive')
  process.exitCode = open ? EXIT.failed : EXIT.conforms
}

export const addCompare = (program: Command): void => {
  program
    .command('compare')
    .description('measure each claim that MSC2108 makes, and tell whether it holds; without URL, on the embedded reference')
    .argument('[url]', 'as for load')
    .addOption(new Option('--profile <name>', 'sse, or matrix: /sync beside /sync/sse').choices(['sse', 'matrix']))
    .option('--token <token>', 'sent as Authorization: Bearer (rather SSESPEC_TOKEN: others can read a command line)')
    .option('--insecure', 'accept any certificate')
    .option('--config <file>', 'configuration; by default ssespec.config.json, where there is one')
    .option('--out <folder>', 'compare.html, compare.md and compare.json are written there', 'ssespec-compare')
    .option('--i-may-load-this-host <host>', 'needed where the target is not this machine')
    .addHelpText(
      'after',
      '\nIt takes about nine minutes. Exit code: 0 measured, whatever was found; 2 wrong usage or configuration, 4 inconclusive, stopped or failed.',
    )
    .action(run)
}
