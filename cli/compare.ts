import { type Command, Option } from 'commander'
import { compare, loadConfiguration } from '../api/index.js'
import { comparisonFormats } from '../reports/index.js'
import { type Config, defined, measuredProfiles, PROFILES, type Profile } from '../schemas/index.js'
import { EXIT } from './exit.js'
import { openFolder, writeFormats } from './folder.js'
import { hosts } from './hosts.js'
import { createLoadProgress } from './load-progress.js'
import { stoppable } from './stoppable.js'
import { textOptions } from './text.js'

interface CompareFlags {
  readonly profile?: Profile
  readonly token?: string
  readonly insecure?: boolean
  readonly config?: string
  readonly out: string
  readonly iMayLoadThisHost?: readonly string[]
}

const configOf = (url: string | undefined, { profile, token, insecure }: CompareFlags): Config => ({
  ...defined({ url, profile, token }),
  ...(insecure === true ? { tls: { insecure } } : {}),
})

const run = async (url: string | undefined, flags: CompareFlags): Promise<void> => {
  const { baseline: _ofCheck, ...config } = loadConfiguration(configOf(url, flags), flags.config)
  openFolder(flags.out)
  const progress = createLoadProgress(process.stderr)
  const { signal, release } = stoppable('reporting what was measured so far')
  const comparison = await compare({
    config,
    signal,
    onProgress: progress.show,
    onNote: text => process.stderr.write(text),
    ...defined({ allowed_hosts: flags.iMayLoadThisHost }),
  }).finally(() => {
    progress.end()
    release()
  })
  process.stdout.write(comparisonFormats.terminal.render(comparison, textOptions(process.stdout)))
  await writeFormats(flags.out, comparisonFormats, comparison)
  const open = comparison.interrupted === true || comparison.findings.some(({ verdict }) => verdict === 'inconclusive')
  process.exitCode = open ? EXIT.failed : EXIT.conforms
}

export const addCompare = (command: Command): void => {
  command
    .argument('[url]', 'see load')
    .addOption(
      new Option(
        '--profile <name>',
        `what to measure: ${measuredProfiles.map(name => `${name} (${PROFILES[name].measured})`).join(', ')}`,
      ).choices(measuredProfiles),
    )
    .option('--token <token>', 'send as Authorization: Bearer (prefer SSESPEC_TOKEN: other users can read a command line)')
    .option('--insecure', 'accept any TLS certificate')
    .option('--config <file>', 'configuration file (default: ssespec.config.json, if it exists and names the URL given, if any)')
    .option('--out <folder>', 'write compare.html, compare.md and compare.json to this folder', 'ssespec-compare')
    .option('--i-may-load-this-host <host>', 'allow loading a host other than this machine (repeatable)', hosts)
    .addHelpText(
      'after',
      '\nIt takes about nine minutes. Exit code: 0 measured, whatever the result; 2 wrong usage or configuration; 4 inconclusive, stopped or failed.',
    )
    .action(run)
}
