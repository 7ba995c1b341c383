import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ConfigurationError, type VerifyOptions, verify } from '../api/index.js'
import { renderVerification } from '../reports/index.js'
import { EXIT } from './exit.js'
import { textOptions } from './text.js'

interface VerifyFlags {
  readonly key?: string
  readonly identity?: string
  readonly issuer?: string
  readonly trustedRoot?: string
  readonly json?: boolean
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigurationError(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`)
  }
}

const trusted = ({ key, identity, issuer, trustedRoot }: VerifyFlags): VerifyOptions => {
  if ((identity === undefined) !== (issuer === undefined))
    throw new ConfigurationError('--identity says who signed, and --issuer who vouches for that: give both.')
  const root = trustedRoot === undefined ? {} : { trusted_root: read(trustedRoot) }
  return {
    ...(key === undefined ? {} : { key: read(key) }),
    ...(identity === undefined || issuer === undefined ? {} : { keyless: { identity, issuer, ...root } }),
  }
}

const run = async (bundle: string, flags: VerifyFlags): Promise<void> => {
  const { json = false } = flags
  const verification = await verify(bundle, trusted(flags))
  process.stdout.write(json ? `${JSON.stringify(verification, null, 2)}\n` : renderVerification(verification, textOptions(process.stdout)))
  process.exitCode = verification.verified ? EXIT.conforms : EXIT.fails
}

export const addVerify = (program: Command): void => {
  program
    .command('verify')
    .description('derive every verdict of a bundle again, and check its certificate; offline, but for a URL')
    .argument('<bundle>', 'a folder that ssespec check --out wrote, or its URL')
    .option('--key <file>', 'the public key (FILE.pub) of whom you trust; without it no signature is checked')
    .option('--identity <uri>', 'signed keyless: by whom, as https://github.com/OWNER/REPO/.github/workflows/FILE@REF')
    .option('--issuer <url>', 'signed keyless: who vouches for it, as https://token.actions.githubusercontent.com')
    .option('--trusted-root <file>', 'signed keyless: trusted_root.json of another Sigstore than the public one')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
Example:
  ssespec verify bundle/ --key team.pub
  ssespec verify https://example.org/reports/bundle/

Exit code: 0 verified, whatever the verdicts; 1 not, each difference is named; 2 wrong usage, or no bundle.`,
    )
    .action(run)
}
