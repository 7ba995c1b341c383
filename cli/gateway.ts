/** The program of the gateway's image (gateway/Dockerfile): `ssespec serve --upstream`, without what only tests need. scripts/gateway.mjs puts it into one file. */

import { Command } from 'commander'
import { ConfigurationError } from '../api/index.js'
import { errorText } from '../schemas/index.js'
import { EXIT } from './exit.js'
import { addListening, addUpstream, serve } from './serve.js'
import { gateway, type ServeFlags } from './serve-kinds.js'

const command = addListening(addUpstream(new Command('ssespec-gateway')))
  .description('Add Matrix Sync over SSE (MSC2108) to the homeserver behind it; other requests pass through.')
  .showHelpAfterError('(see --help)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.usage))
  .action(async (flags: ServeFlags) => {
    if (flags.upstream === undefined) throw new ConfigurationError('Say which homeserver is behind the gateway: --upstream https://HOST')
    await serve(gateway, flags)
  })

try {
  await command.parseAsync()
} catch (cause) {
  process.stderr.write(`${errorText(cause)}\n`)
  process.exitCode = cause instanceof ConfigurationError ? EXIT.usage : EXIT.failed
}
