import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LagTold } from '../record/index.js'
import type { ReferenceOptions } from '../reference/index.js'
import type { Config, Profile } from '../schemas/index.js'

/** The reference server in its own process, and the configuration that drives it. */
export interface Embedded {
  readonly config: Config & { url: string }
  /** Reports how late its process runs: both share this machine, so starvation is not the server's fault. */
  onLag(tell: LagTold): void
  stop(): Promise<void>
}

/** The child's message once it listens. */
export interface Listening {
  readonly streamUrl: string
  readonly url: string
  readonly controlUrl: string
  /** All streams share one channel. */
  readonly oneChannel?: boolean
}

/** The child's messages after that, several per second. */
export interface Lagged {
  readonly max_ms: number
  readonly samples: number
}

const TOKEN = 'ssespec-embedded-reference-token'
const INTERVAL_S = 1
const START_MS = 120_000
const MIB = 1 << 20

/** Start options of the embedded reference server. */
export const embeddedOptions: Readonly<Record<Profile, ReferenceOptions>> = {
  sse: {
    heartbeat_interval_s: INTERVAL_S,
    token: TOKEN,
    http2: true,
    control: true,
    // Small enough that a stalled reader is dropped within a run.
    max_buffered_bytes: 2 * MIB,
  },
  matrix: { profile: 'matrix', http2: true, control: true },
}

const authorised = { Authorization: `Bearer ${TOKEN}` }

const controlHooks = ({ url, controlUrl }: Listening): NonNullable<Config['hooks']> => ({
  restart: { url: `${controlUrl}/restart` },
  stop: { url: `${controlUrl}/stop` },
  fail: { url: `${controlUrl}/fail` },
  metrics: { url: `${url}/metrics`, open_streams: 'ssespec_reference_streams_open' },
})

const homeserverConfiguration = (listening: Listening): Config & { url: string } => ({
  url: listening.url,
  profile: 'matrix',
  hooks: controlHooks(listening),
})

const serverConfiguration = (listening: Listening): Config & { url: string } => ({
  url: listening.oneChannel === true ? listening.streamUrl : `${listening.streamUrl}?channel={{channel}}`,
  profile: 'sse',
  token: TOKEN,
  heartbeat_interval_s: INTERVAL_S,
  hooks: {
    publish: {
      url: `${listening.url}/publish`,
      headers: authorised,
      body: { ...(listening.oneChannel === true ? {} : { channel: '{{channel}}' }), data: '{{data}}', event: '{{event}}', id: '{{id}}' },
    },
    ...controlHooks(listening),
  },
})

/** The configuration for a reference server started with `embeddedOptions`. */
export const configurationFor: Readonly<Record<Profile, (listening: Listening) => Config & { url: string }>> = {
  sse: serverConfiguration,
  matrix: homeserverConfiguration,
}

const program = fileURLToPath(new URL(`./embedded-process${extname(import.meta.url)}`, import.meta.url))

/**
 * Starts the embedded reference server in its own process, so that it shares no event loop with the recorder. Rejects if it does not listen within
 * 20 s.
 */
export const startEmbedded = (profile: Profile, oneChannel = false): Promise<Embedded> =>
  new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The embedded reference did not start within ${START_MS / 1000} s.`))
    }, START_MS)
    const gone = new Promise<void>(done => child.once('exit', () => done()))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The embedded reference ended with ${code} before it listened.`)))
    child.once('message', message => {
      clearTimeout(late)
      resolve({
        config: configurationFor[profile]({ ...(message as Listening), oneChannel }),
        onLag: tell =>
          child.on('message', told => {
            const { max_ms, samples } = told as Lagged
            tell(max_ms, samples)
          }),
        stop: async () => {
          child.kill('SIGKILL')
          await gone
        },
      })
    })
    child.send({ ...embeddedOptions[profile], one_channel: oneChannel })
  })
