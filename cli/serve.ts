import { type Command, InvalidArgumentError, Option } from 'commander'
import { ConfigurationError } from '../api/index.js'
import { capacityOf, type Reference, type ServerOptions } from '../reference/index.js'
import { defined, profileNames } from '../schemas/index.js'
import { type Kind, kindOf, type ServeFlags, textIn } from './serve-kinds.js'

const port = (value: string): number => {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new InvalidArgumentError('Give a whole number from 0 to 65535.')
  return number
}

const above0 = (value: string): number => {
  const number = Number(value)
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number above 0.')
  return number
}

const wholeAbove0 = (value: string): number => {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is a whole number of at least 1.')
  return number
}

const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value]

const tlsOf = ({ tls, tlsCert, tlsKey }: Pick<ServeFlags, 'tls' | 'tlsCert' | 'tlsKey'>): NonNullable<ServerOptions['tls']> => {
  if (tlsCert === undefined && tlsKey === undefined) return tls ?? false
  if (tlsCert === undefined || tlsKey === undefined) throw new ConfigurationError('--tls-cert and --tls-key go together.')
  return { cert: textIn(tlsCert), key: textIn(tlsKey) }
}

const sharedBy = ({ host, port, heartbeatInterval, http2, fault, control, ...flags }: ServeFlags): ServerOptions => ({
  host,
  port,
  tls: tlsOf(flags),
  ...defined({ heartbeat_interval_s: heartbeatInterval, http2, fault, control }),
})

const started = async (kind: Kind, flags: ServeFlags): Promise<Reference> => {
  const shared = sharedBy(flags)
  try {
    return await kind.start(flags, shared)
  } catch (cause) {
    throw cause instanceof RangeError ? new ConfigurationError(cause.message) : cause
  }
}

const inWords = (number: number): string => number.toLocaleString('en')

/** Each stream is an open file, so the capacity is known before the first one opens. */
const holds = (kind: Kind, processes = 1): string[] => {
  const { streams, files_a_process } = capacityOf(processes)
  if (streams === Number.POSITIVE_INFINITY) return []
  const each = `${processes} ${processes === 1 ? 'process' : 'processes'} of ${inWords(files_a_process)} open files`
  const raise = `sudo prlimit --pid $$ --nofile=${10 * files_a_process}`
  const more = kind.flags.includes('processes') ? `--processes ${processes + 1}, or first ${raise}` : `first ${raise}`
  return [`Holds         ${inWords(streams)} streams: ${each}; for more: ${more}`]
}

/** Serves until a signal comes. */
export const serve = async (kind: Kind, flags: ServeFlags): Promise<void> => {
  const reference = await started(kind, flags)
  // Before printing: a reader of the output may stop the server at once.
  const asked = new Promise<undefined>(resolve => {
    process.once('SIGINT', () => resolve(undefined))
    process.once('SIGTERM', () => resolve(undefined))
  })
  const lines = [
    ...kind.told(reference, flags),
    `Metrics       ${reference.metricsUrl ?? `${reference.url}/metrics`}`,
    ...holds(kind, flags.processes),
    ...(reference.controlUrl === undefined ? [] : [`Control       POST ${reference.controlUrl}/stop, /restart, /fail`]),
    ...(flags.fault === undefined ? [] : [`Fault         ${flags.fault.join(', ')}`]),
    'Press Ctrl-C to stop; open streams end between events.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  const failure = await Promise.race([asked, reference.failed])
  if (failure !== undefined) throw failure
  await reference.stop()
}

const EXAMPLES = `
Examples:
  ssespec serve                                    event streams that you publish to, one per channel
  ssespec serve --profile matrix                   a small Matrix homeserver with Sync over SSE (MSC2108)
  ssespec serve --upstream https://matrix.example  the same in front of your homeserver; other requests pass through
`

/** Options of every gateway. */
export const addUpstream = (command: Command): Command =>
  command
    .option(
      '--upstream <url>',
      'run as a gateway in front of this homeserver; with --profile hop, as a transparent hop in front of this server',
    )
    .option('--upstream-ca <file>', 'also trust these certificate authorities for it (PEM)')
    .option('--upstream-insecure', 'accept any TLS certificate from it')
    .option('--trusted-proxy <address[/bits]>', 'pass on what this reverse proxy says of its clients; repeatable (gateway)', repeated)
    .option('--metrics-address <host:port>', 'serve /metrics on this address only (gateway)')

/** Options of every server, except those that are for tests. */
export const addListening = (command: Command): Command =>
  command
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port, 8099)
    .option(
      '--heartbeat-interval <seconds>',
      'interval between heartbeats unless the request sets one (default: 15; matrix, gateway: 5)',
      above0,
    )
    .option('--max-streams-a-device <number>', 'most open streams per device (default: 100)', above0)
    .option('--tls-cert <file>', 'serve https with this certificate (PEM)')
    .option('--tls-key <file>', 'private key of that certificate (PEM)')
    .option('--http2', 'serve HTTP/2 too: by ALPN over TLS, by prior knowledge otherwise')

export const addServe = (command: Command): void => {
  command.addOption(new Option('--profile <name>', 'what to serve (default: sse; matrix with --upstream or --state)').choices(profileNames))
  addListening(addUpstream(command))
    .option('--state <file>', 'file for the embedded homeserver’s data (default: in memory)')
    .option('--token <token>', 'require this token (sse)')
    .option('--tls', 'serve https with a self-signed certificate')
    .option('--fault <name...>', 'serve with these defects (`ssespec list` shows them)')
    .option('--processes <number>', 'number of processes (sse; default: 1)', wholeAbove0)
    .option('--one-channel', 'use one channel for every stream, as most servers do (sse)')
    .option('--control', 'open a control port: POST /stop, /restart, /fail')
    .addHelpText('after', EXAMPLES)
    .action((flags: ServeFlags) => serve(kindOf(flags), flags))
}
