#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { tool } from '../schemas/index.js'
import { addCertify } from './certify.js'
import { addBrowser, addCheck } from './check.js'
import { addCompare } from './compare.js'
import { addDoctor } from './doctor.js'
import { EXIT, exitCodeFor } from './exit.js'
import { addExplain } from './explain.js'
import { addLint } from './lint.js'
import { addList } from './list.js'
import { addLoad } from './load.js'
import { addReport } from './report.js'
import { addServe } from './serve.js'
import { addVerify } from './verify.js'

const program = new Command('ssespec')
  .description('Check that a server implements Server-Sent Events correctly.')
  .version(tool.version)
  .showSuggestionAfterError()
  .showHelpAfterError('(see --help)')
  .exitOverride()

for (const add of [
  addCheck,
  addLoad,
  addCompare,
  addBrowser,
  addLint,
  addReport,
  addCertify,
  addVerify,
  addList,
  addExplain,
  addServe,
  addDoctor,
])
  add(program)
for (const command of program.commands) command.exitOverride()

// `ssespec list | head` closes the output early, which is not a failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : EXIT.failed))

try {
  await program.parseAsync()
} catch (cause) {
  if (cause instanceof CommanderError) {
    process.exitCode = cause.exitCode === 0 ? EXIT.conforms : EXIT.usage
  } else {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    if (process.env.SSESPEC_DEBUG && cause instanceof Error) process.stderr.write(`${cause.stack}\n`)
    process.exitCode = exitCodeFor(cause)
  }
}
