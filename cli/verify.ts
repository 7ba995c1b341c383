import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ConfigurationError, verify } from '../api/index.js'
import { renderVerification } from '../reports/index.js'
import { EXIT } from './exit.js'
import { textOptions } from './text.js'

interface VerifyFlags {
  readonly key?: string
  readonly json?: boolean
}

const readKey = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigurationError(`The key ${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`)
  }
}

const run = async (bundle: string, { key, json = false }: VerifyFlags): Promise<void> => {
  const verification = await verify(bundle, key === undefined ? {} : { key: readKey(key) })
  process.stdout.write(json ? `${JSON.stringify(verification, null, 2)}\n` : renderVerification(verification, textOptions(process.stdout)))
  process.exitCode = verification.verified ? EXIT.conforms : EXIT.fails
}

export const addVerify = (program: Command): void => {
  program
    .command('verify')
    .description('derive every verdict of a bundle again, and check its certificate; offline')
    .argument('<bundle>', 'a folder that ssespec check --out wrote')
    .option('--key <file>', 'the public key (FILE.pub) of whom you trust; without it no signature is checked')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
Example:
  ssespec verify bundle/ --key team.pub

Exit code: 0 verified, whatever the verdicts; 1 not, each difference is named; 2 wrong usage, or no bundle.`,
    )
    .action(run)
}
