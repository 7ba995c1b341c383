import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type CertifyOptions, ConfigurationError, certify, NotCertifiedError, writeKeyPair } from '../api/index.js'
import { renderProfile, renderVerification } from '../reports/index.js'
import { EXIT } from './exit.js'
import { textOptions } from './text.js'

interface CertifyFlags {
  readonly key?: string
  readonly newKey?: string
  readonly keyless?: boolean
  readonly fulcioUrl?: string
  readonly rekorUrl?: string
}

const readKey = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause
    throw new ConfigurationError(`The key ${file} cannot be read: ${why}. ssespec certify --new-key FILE makes one.`)
  }
}

const sign = async (bundle: string, options: CertifyOptions): Promise<void> => {
  try {
    const { file, by, derived } = await certify(bundle, options)
    process.stdout.write(`Signed: ${file}, by ${by}\n${renderProfile(derived, textOptions(process.stdout))}`)
  } catch (cause) {
    if (!(cause instanceof NotCertifiedError)) throw cause
    const told = cause.verification.verified ? '' : renderVerification(cause.verification, textOptions(process.stderr))
    process.stderr.write(`${told}${cause.message}\n`)
    process.exitCode = EXIT.fails
  }
}

const HOW =
  'Name a bundle and who signs: ssespec certify BUNDLE --key FILE, or --keyless in CI. ssespec certify --new-key FILE makes a key.'

const run = async (bundle: string | undefined, { key, newKey, keyless = false, fulcioUrl, rekorUrl }: CertifyFlags): Promise<void> => {
  if (newKey !== undefined) {
    if (bundle !== undefined || key !== undefined || keyless)
      throw new ConfigurationError('--new-key makes keys and signs nothing: give it alone.')
    writeKeyPair(newKey)
    process.stdout.write(`${newKey} signs: keep it to yourself. ${newKey}.pub verifies: give it to everyone.\n`)
    return
  }
  if (bundle === undefined || (key === undefined) === !keyless) throw new ConfigurationError(HOW)
  const services = {
    ...(fulcioUrl === undefined ? {} : { fulcio_url: fulcioUrl }),
    ...(rekorUrl === undefined ? {} : { rekor_url: rekorUrl }),
  }
  await sign(bundle, key === undefined ? { keyless: services } : { key: readKey(key) })
}

export const addCertify = (program: Command): void => {
  program
    .command('certify')
    .description('sign a bundle that verifies: an in-toto test-result in a DSSE envelope')
    .argument('[bundle]', 'a folder that ssespec check --out wrote')
    .option('--key <file>', 'the private key (Ed25519, PEM) that signs')
    .option(
      '--keyless',
      'sign by Sigstore with the identity that CI gives this run (GitHub: permission id-token: write; else SIGSTORE_ID_TOKEN)',
    )
    .option('--fulcio-url <url>', 'keyless: another certificate authority than Sigstore’s public one')
    .option('--rekor-url <url>', 'keyless: another transparency log')
    .option('--new-key <file>', 'make a key: FILE, and FILE.pub for those who verify')
    .addHelpText(
      'after',
      `
Examples:
  ssespec certify --new-key team
  ssespec certify bundle/ --key team
  ssespec certify bundle/ --keyless

Exit code: 0 signed, whatever the verdicts (the certificate says them); 1 the bundle does not verify, and is not signed; 2 wrong usage.`,
    )
    .action(run)
}
