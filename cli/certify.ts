import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type CertifyOptions, ConfigurationError, certify, NotCertifiedError, writeKeyPair } from '../api/index.js'
import { renderProfile, renderVerification, visibleLines } from '../reports/index.js'
import { defined, errorText } from '../schemas/index.js'
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
    const why = errorText(cause)
    throw new ConfigurationError(`The key ${file} could not be read: ${why}. Create one: ssespec certify --new-key FILE`)
  }
}

const sign = async (bundle: string, options: CertifyOptions): Promise<void> => {
  try {
    const { file, by, derived } = await certify(bundle, options)
    process.stdout.write(`Signed: ${file}, by ${by}\n${renderProfile(derived, textOptions(process.stdout))}`)
  } catch (cause) {
    if (!(cause instanceof NotCertifiedError)) throw cause
    const told = cause.verification.verified ? '' : renderVerification(cause.verification, textOptions(process.stderr))
    process.stderr.write(`${told}${visibleLines(cause.message)}\n`)
    process.exitCode = EXIT.fails
  }
}

const HOW = 'Name a bundle and a key: ssespec certify BUNDLE --key FILE, or --keyless in CI. Create a key: ssespec certify --new-key FILE'

const run = async (bundle: string | undefined, { key, newKey, keyless = false, fulcioUrl, rekorUrl }: CertifyFlags): Promise<void> => {
  if (newKey !== undefined) {
    if (bundle !== undefined || key !== undefined || keyless)
      throw new ConfigurationError('--new-key only creates keys. Use it without a bundle or --key.')
    writeKeyPair(newKey)
    process.stdout.write(`Private key (keep it secret): ${newKey}\nPublic key (share it):        ${newKey}.pub\n`)
    return
  }
  if (bundle === undefined || (key === undefined) === !keyless) throw new ConfigurationError(HOW)
  const services = {
    ...defined({ fulcio_url: fulcioUrl, rekor_url: rekorUrl }),
  }
  await sign(bundle, key === undefined ? { keyless: services } : { key: readKey(key) })
}

export const addCertify = (command: Command): void => {
  command
    .argument('[bundle]', 'a folder written by ssespec check --out')
    .option('--key <file>', 'sign with this private key (Ed25519, PEM)')
    .option(
      '--keyless',
      'sign with Sigstore, by the identity of this CI run (GitHub: permission id-token: write; elsewhere: SIGSTORE_ID_TOKEN)',
    )
    .option('--fulcio-url <url>', 'keyless: use this certificate authority instead of the public one')
    .option('--rekor-url <url>', 'keyless: use this transparency log instead of the public one')
    .option('--new-key <file>', 'create a key pair: FILE and FILE.pub')
    .addHelpText(
      'after',
      `
Examples:
  ssespec certify --new-key team
  ssespec certify bundle/ --key team
  ssespec certify bundle/ --keyless

Exit code: 0 signed, whatever the verdicts (the certificate lists them); 1 the bundle does not verify and was not signed; 2 wrong usage.`,
    )
    .action(run)
}
