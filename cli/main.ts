#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { errorText, tool } from '../schemas/index.js'
import { EXIT } from './exit.js'

interface Verb {
  readonly description: string
  /** Each loads only what it needs: `--help` and `--version` load none. */
  add(command: Command): Promise<void>
}

const VERBS: Readonly<Record<string, Verb>> = {
  check: {
    description: "Check a server's event stream; without a URL, the embedded reference",
    add: async command => (await import('./check.js')).addCheck(command),
  },
  through: {
    description: 'Check what stands between: a proxy, gateway or CDN, with ssespec on both sides; without a URL, the embedded hop',
    add: async command => (await import('./check.js')).addThrough(command),
  },
  load: {
    description:
      'Load-test a server over SSE, long polling, WebSocket and more, and compare what each costs; without a URL, the embedded reference',
    add: async command => (await import('./load.js')).addLoad(command),
  },
  compare: {
    description: 'Measure each claim of MSC2108, and show whether it holds; without a URL, on the embedded reference',
    add: async command => (await import('./compare.js')).addCompare(command),
  },
  browser: {
    description: 'Check a server with real EventSource in Chromium, Firefox and WebKit; without a URL, the embedded reference',
    add: async command => (await import('./check.js')).addBrowser(command),
  },
  lint: {
    description: 'Check captured bytes of an event stream',
    add: async command => (await import('./lint.js')).addLint(command),
  },
  report: {
    description: 'Render a report in any format, or compare several',
    add: async command => (await import('./report.js')).addReport(command),
  },
  certify: {
    description: 'Verify a bundle and sign it (an in-toto test result in a DSSE envelope)',
    add: async command => (await import('./certify.js')).addCertify(command),
  },
  verify: {
    description: 'Derive every verdict of a bundle again and check its signature, offline unless given a URL',
    add: async command => (await import('./verify.js')).addVerify(command),
  },
  list: {
    description: 'List requirements, scenarios and faults',
    add: async command => (await import('./list.js')).addList(command),
  },
  explain: {
    description: 'Explain one requirement: what it asks, why, and how to fix a failure',
    add: async command => (await import('./explain.js')).addExplain(command),
  },
  serve: {
    description: 'Run a server that conforms: plain SSE, or Matrix Sync over SSE, embedded or in front of a homeserver',
    add: async command => (await import('./serve.js')).addServe(command),
  },
  doctor: {
    description: 'Check this machine for missing tools',
    add: async command => (await import('./doctor.js')).addDoctor(command),
  },
}

const program = new Command('ssespec')
  .description('Check that a server implements Server-Sent Events correctly.')
  .version(tool.version)
  .showSuggestionAfterError()
  .showHelpAfterError('(see --help)')
  .exitOverride()

const called = process.argv.slice(2).find(argument => Object.hasOwn(VERBS, argument))
for (const [name, { description, add }] of Object.entries(VERBS)) {
  const command = program.command(name).description(description).exitOverride()
  if (name === called) await add(command)
}

// `ssespec list | head` closes the output early, which is not a failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : EXIT.failed))

try {
  await program.parseAsync()
} catch (cause) {
  if (cause instanceof CommanderError) {
    process.exitCode = cause.exitCode === 0 ? EXIT.conforms : EXIT.usage
  } else {
    const { visibleLines } = await import('../reports/index.js')
    process.stderr.write(`${visibleLines(errorText(cause))}\n`)
    if (process.env.SSESPEC_DEBUG && cause instanceof Error) process.stderr.write(`${visibleLines(cause.stack ?? '')}\n`)
    const { exitCodeFor } = await import('./exit-code.js')
    process.exitCode = exitCodeFor(cause)
  }
}
