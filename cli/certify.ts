import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ConfigurationError, certify, NotCertifiedError, writeKeyPair } from '../api/index.js'
import { renderProfile, renderVerification } from '../reports/index.js'
import { EXIT } from './exit.js'
import { textOptions } from './text.js'

interface CertifyFlags {
  readonly key?: string
  readonly newKey?: string
}

const readKey = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause
    throw new ConfigurationError(`The key ${file} cannot be read: ${why}. ssespec certify --new-key FILE makes one.`)
  }
}

const sign = async (bundle: string, key: string): Promise<void> => {
  try {
    const { file, keyid, derived } = await certify(bundle, { key })
    process.stdout.write(`Signed: ${file}, by the key ${keyid}\n${renderProfile(derived, textOptions(process.stdout))}`)
  } catch (cause) {
    if (!(cause instanceof NotCertifiedError)) throw cause
    const told = cause.verification.verified ? '' : renderVerification(cause.verification, textOptions(process.stderr))
    process.stderr.write(`${told}${cause.message}\n`)
    process.exitCode = EXIT.fails
  }
}

const run = async (bundle: string | undefined, { key, newKey }: CertifyFlags): Promise<void> => {
  if (newKey !== undefined) {
    if (bundle !== undefined || key !== undefined) throw new ConfigurationError('--new-key makes keys and signs nothing: give it alone.')
    writeKeyPair(newKey)
    process.stdout.write(`${newKey} signs: keep it to yourself. ${newKey}.pub verifies: give it to everyone.\n`)
    return
  }
  if (bundle === undefined || key === undefined)
    throw new ConfigurationError('Name a bundle and a key: ssespec certify BUNDLE --key FILE. ssespec certify --new-key FILE makes one.')
  await sign(bundle, readKey(key))
}

export const addCertify = (program: Command): void => {
  program
    .command('certify')
    .description('sign a bundle that verifies: an in-toto test-result in a DSSE envelope')
    .argument('[bundle]', 'a folder that ssespec check --out wrote')
    .option('--key <file>', 'the private key (Ed25519, PEM) that signs')
    .option('--new-key <file>', 'make a key: FILE, and FILE.pub for those who verify')
    .addHelpText(
      'after',
      `
Examples:
  ssespec certify --new-key team
  ssespec certify bundle/ --key team

Exit code: 0 signed, whatever the verdicts (the certificate says them); 1 the bundle does not verify, and is not signed; 2 wrong usage.`,
    )
    .action(run)
}
