// Difference between the recorder's receive times and the sender's timestamps (same clock) while 64 streams are recorded.
//   npx tsx bench/recorder.ts
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resolveTarget } from '../api/configuration.js'
import { record } from '../record/index.js'
import { scenario } from '../record/scenario.js'

const STREAMS = 64
const PER_SECOND = 50
const SECONDS = 5

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n'

/** A server in its own process that writes the current time into each event. Both processes read the same monotonic clock. */
const serve = (): void => {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    socket.once('data', () => {
      socket.write(HEAD)
      sockets.add(socket)
    })
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
  setInterval(() => {
    for (const socket of sockets) socket.write(`data: ${process.hrtime.bigint()}\n\n`)
  }, 1000 / PER_SECOND)
  process.on('disconnect', () => process.exit(0))
}

const watch = scenario(
  'watch',
  { says: 'Sixty-four streams are watched.', kind: 'quiet', window_ms: () => SECONDS * 1000 },
  async ({ open, wait }) => {
    await Promise.all(Array.from({ length: STREAMS }, (_, index) => open({ client: String(index), limit_bytes: 64 << 20 })))
    await wait(SECONDS * 1000)
  },
)

const measure = async (): Promise<void> => {
  const child = fork(fileURLToPath(import.meta.url), ['--serve'])
  const port = await new Promise<number>(resolve => child.once('message', message => resolve(message as number)))
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-bench-'))
  const file = join(folder, 'recording.ndjson')
  const zero = process.hrtime.bigint()
  const target = resolveTarget({ url: `http://127.0.0.1:${port}/` }, false)
  await record({ target, scenarios: [watch], file })
  child.disconnect()
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  rmSync(folder, { recursive: true, force: true })
  // The recording's start time is unknown; the smallest delay seen replaces it, accurate to the fastest delivery.
  const delays = lines.flatMap(line =>
    line.what === 'received'
      ? [...String(line.text).matchAll(/data: (\d+)/g)].map(([, stamp]) => line.t - Number(BigInt(stamp ?? 0) - zero))
      : [],
  )
  const least = Math.min(...delays)
  const late_ms = delays.map(delay => (delay - least) / 1e6).sort((a, b) => a - b)
  const share = late_ms.filter(late => late <= 1).length / late_ms.length
  const p99 = late_ms[Math.floor(late_ms.length * 0.99)] ?? 0
  process.stdout.write(
    `recorder: ${(100 * share).toFixed(1)} % of ${late_ms.length} receive times on ${STREAMS} streams within 1 ms of the sender's stamps (goal 99 %); 99 % within ${p99.toFixed(2)} ms\n`,
  )
}

if (process.argv.includes('--serve')) serve()
else await measure()
