import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { ConfigurationError } from '../configuration-error.js'
import type { AddressedConfig } from '../profiles.js'

const LISTENS_WITHIN_MS = 30_000
const CONNECTS_WITHIN_MS = 1000
const LOOK_MS = 50
const ENDS_WITHIN_MS = 3000
const MOST_CHARACTERS = 2000

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, host)
    const settle = (there: boolean) => () => {
      socket.destroy()
      resolve(there)
    }
    socket.setTimeout(CONNECTS_WITHIN_MS, settle(false)).once('connect', settle(true)).once('error', settle(false))
  })

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))

/**
 * Starts the hop's command, and waits until something listens at its URL. The returned function ends it, with everything that it started.
 * Throws ConfigurationError if it ends, or does not listen within 30 s.
 */
export const startHopCommand = async ({ url, hop = {} }: AddressedConfig): Promise<() => Promise<void>> => {
  const { command, origin = '' } = hop
  if (command === undefined) return async () => {}
  const place = new URL(url)
  const host = place.hostname.replace(/^\[|\]$/g, '')
  if (await listens(host, portOf(place)))
    throw new ConfigurationError(
      `Something listens on ${place.host} already, so --command is not started. Stop it, or leave out --command.`,
    )
  const line = command.replaceAll('{{origin}}', origin).replaceAll('{{port}}', String(portOf(place)))
  const { SSESPEC_TOKEN: _secret, ...environment } = process.env
  // A process group of its own, so that everything that it starts ends with it.
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: environment })
  let err = ''
  let ended: string | undefined
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err = (err + text).slice(-MOST_CHARACTERS)
  })
  const gone = new Promise<void>(resolve =>
    child.once('exit', (code, signal) => {
      ended = `ended with ${code ?? signal}`
      resolve()
    }),
  )
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // All of them have ended.
    }
  }
  const atExit = () => kill('SIGKILL')
  process.once('exit', atExit)
  const stop = async () => {
    kill('SIGTERM')
    await Promise.race([gone, pause(ENDS_WITHIN_MS)])
    kill('SIGKILL')
    process.off('exit', atExit)
  }
  const till = performance.now() + LISTENS_WITHIN_MS
  while (!(await listens(host, portOf(place)))) {
    if (ended === undefined && performance.now() < till) {
      await pause(LOOK_MS)
      continue
    }
    await stop()
    const why = ended ?? `did not listen on ${place.host} within ${LISTENS_WITHIN_MS / 1000} s`
    throw new ConfigurationError(`The hop's command ${why}${err === '' ? '' : `: ${err.trim()}`}. It must stay in the foreground.`)
  }
  return stop
}
