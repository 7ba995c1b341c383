import { type Command, InvalidArgumentError } from 'commander'
import { startReference } from '../reference/index.js'

interface ServeFlags {
  readonly host: string
  readonly port: number
  readonly heartbeatInterval: number
  readonly token?: string
  readonly tls?: boolean
  readonly http2?: boolean
  readonly fault?: string
  readonly control?: boolean
}

const port = (value: string): number => {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new InvalidArgumentError('It is a whole number from 0 to 65535.')
  return number
}

const seconds = (value: string): number => {
  const number = Number(value)
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number above 0.')
  return number
}

const run = async ({ heartbeatInterval, ...flags }: ServeFlags): Promise<void> => {
  const reference = await startReference({ ...flags, heartbeat_interval_s: heartbeatInterval })
  const lines = [
    `Event stream  ${reference.streamUrl}?channel=NAME`,
    `Publish       POST ${reference.url}/publish  {"channel":"NAME","data":"text"}`,
    `Metrics       ${reference.url}/metrics`,
    ...(reference.controlUrl === undefined ? [] : [`Control       POST ${reference.controlUrl}/stop, /restart, /fail`]),
    ...(flags.fault === undefined ? [] : [`Fault         ${flags.fault}`]),
    'Ctrl-C ends it: open streams end between events.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  await new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await reference.stop()
}

export const addServe = (program: Command): void => {
  program
    .command('serve')
    .description('the reference: an SSE server that conforms, or has one named fault')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port, 8099)
    .option('--heartbeat-interval <seconds>', 'between heartbeats', seconds, 15)
    .option('--token <token>', 'ask for this token')
    .option('--tls', 'https, with a certificate made on the fly')
    .option('--http2', 'HTTP/2 too: by ALPN with --tls, else with prior knowledge')
    .option('--fault <name>', 'one named defect; `ssespec list` shows them')
    .option('--control', 'a second port that takes POST /stop, /restart and /fail')
    .action(run)
}
