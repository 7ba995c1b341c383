import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ConfigurationError, type VerifyOptions, verify } from '../api/index.js'
import { escapeJson, renderVerification } from '../reports/index.js'
import { errorText } from '../schemas/index.js'
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
    throw new ConfigurationError(`${file} could not be read: ${errorText(cause)}`)
  }
}

const trusted = ({ key, identity, issuer, trustedRoot }: VerifyFlags): VerifyOptions => {
  if ((identity === undefined) !== (issuer === undefined))
    throw new ConfigurationError('Use --identity (who signed) and --issuer (who vouches for it) together.')
  const root = trustedRoot === undefined ? {} : { trusted_root: read(trustedRoot) }
  return {
    ...(key === undefined ? {} : { key: read(key) }),
    ...(identity === undefined || issuer === undefined ? {} : { keyless: { identity, issuer, ...root } }),
  }
}

const run = async (bundle: string, flags: VerifyFlags): Promise<void> => {
  const { json = false } = flags
  const verification = await verify(bundle, trusted(flags))
  process.stdout.write(
    json ? `${escapeJson(JSON.stringify(verification, null, 2))}\n` : renderVerification(verification, textOptions(process.stdout)),
  )
  process.exitCode = verification.verified ? EXIT.conforms : EXIT.fails
}

export const addVerify = (command: Command): void => {
  command
    .argument('<bundle>', 'a folder written by ssespec check --out, or its URL')
    .option('--key <file>', 'public key (FILE.pub) to check the signature with; without it, none is checked')
    .option('--identity <uri>', 'keyless: who must have signed, such as https://github.com/OWNER/REPO/.github/workflows/FILE@REF')
    .option('--issuer <url>', 'keyless: who must vouch for the identity, such as https://token.actions.githubusercontent.com')
    .option('--trusted-root <file>', 'keyless: trusted_root.json of a private Sigstore')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Example:
  ssespec verify bundle/ --key team.pub
  ssespec verify https://example.org/reports/bundle/

Exit code: 0 verified, or consistent if no signature is checked, whatever the verdicts; 1 not verified, with each difference; 2 wrong usage or not a bundle.`,
    )
    .action(run)
}
