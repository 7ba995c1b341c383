// Records one server: ssespec's verdicts, and what the raw reader saw.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Evidence, packageRoot, type Report, type Verdict } from '../../schemas/index.js'
import { CACHE, folderOf, run, runtimeOf } from './build.js'
import { factsOf } from './facts.js'
import { rawAnswers } from './raw-answers.js'
import type { RawReading } from './raw-reading.js'
import type { Recorded, ServerResult } from './results.js'
import type { Server } from './server.js'
import { start, stop } from './start.js'

const CHECK_LIMIT_S = 420
const RAW_LIMIT_S = 240
const MOST_BYTES_SHOWN = 400
const MOST_EVIDENCE = 2

/** The folder of a server's bundle: report, observations and the recording with every byte. */
export const bundleOf = ({ name }: Server): string => join(CACHE, 'bundles', name)

const judge = async (server: Server): Promise<Report> => {
  const args = ['--import', 'tsx', join(packageRoot, 'cli', 'main.ts'), 'check']
  const config = join(folderOf(server), 'ssespec.config.json')
  const bundle = bundleOf(server)
  const ran = await run(process.execPath, [...args, '--config', config, '--out', bundle, '--reporter', 'badge'], packageRoot, CHECK_LIMIT_S)
  if (ran.code === null || ![0, 1, 4].includes(ran.code)) throw new Error(`ssespec ended with ${ran.code}: ${ran.error.trim().slice(-400)}`)
  return JSON.parse(readFileSync(join(bundle, 'report.json'), 'utf8')) as Report
}

const readRaw = async (server: Server): Promise<RawReading> => {
  const script = join(packageRoot, 'scripts', 'servers', 'raw.py')
  const ran = await run('python3', ['-B', script, join(folderOf(server), 'ssespec.config.json')], packageRoot, RAW_LIMIT_S)
  if (ran.code !== 0) throw new Error(`raw.py ended with ${ran.code}: ${ran.error.trim().slice(-400)}`)
  mkdirSync(bundleOf(server), { recursive: true })
  writeFileSync(join(bundleOf(server), 'raw.json'), ran.out)
  return JSON.parse(ran.out) as RawReading
}

const SHOWN = new Set(['warn', 'fail', 'inconclusive', 'error'])

const bytesMeant = ({ excerpt = '', highlight = [0, excerpt.length] }: Evidence): string =>
  excerpt.slice(...highlight).slice(0, MOST_BYTES_SHOWN)

const recorded = ({ verdict, expected, actual, reason, evidence }: Verdict): Recorded => {
  if (!SHOWN.has(verdict)) return { verdict }
  const bytes = evidence
    .map(bytesMeant)
    .filter(text => text !== '')
    .slice(0, MOST_EVIDENCE)
  return {
    verdict,
    ...(expected === undefined ? {} : { expected: expected.slice(0, MOST_BYTES_SHOWN) }),
    ...(actual === undefined ? {} : { actual: actual.slice(0, MOST_BYTES_SHOWN) }),
    ...(reason === undefined ? {} : { reason: reason.slice(0, MOST_BYTES_SHOWN) }),
    ...(bytes.length === 0 ? {} : { bytes }),
  }
}

/** Reads the last recording in the cache, if there is one, and derives the answers again. */
export const recordedBefore = async (server: Server): Promise<ServerResult | undefined> => {
  const [report, raw] = ['report.json', 'raw.json'].map(file => join(bundleOf(server), file))
  if (report === undefined || raw === undefined || !existsSync(report) || !existsSync(raw)) return undefined
  return resultOf(server, JSON.parse(readFileSync(report, 'utf8')), JSON.parse(readFileSync(raw, 'utf8')))
}

/** The verdicts of a report and the answers of the raw reader, as stored. */
export const resultOf = async (server: Server, report: Report, reading: RawReading): Promise<ServerResult> => ({
  runtime: await runtimeOf(server),
  libraries: server.libraries,
  verdicts: Object.fromEntries(report.verdicts.map(one => [one.id, recorded(one)])),
  raw: rawAnswers(reading),
  facts: factsOf(reading),
})

const served = async <T>(server: Server, read: () => Promise<T>): Promise<T> => {
  const child = await start(server)
  try {
    return await read()
  } finally {
    await stop(child)
  }
}

/** Starts the server, judges it, and stops it; then the same for the raw reader, so that each reads a fresh server. */
export const record = async (server: Server, progress: (text: string) => void): Promise<ServerResult> => {
  progress('ssespec check')
  const report = await served(server, () => judge(server))
  progress('raw reader')
  const reading = await served(server, () => readRaw(server))
  return resultOf(server, report, reading)
}

/** Runs the raw reader again; verdicts come from the last recording in the cache. */
export const recordRaw = async (server: Server, progress: (text: string) => void): Promise<ServerResult> => {
  progress('raw reader')
  await served(server, () => readRaw(server))
  const result = await recordedBefore(server)
  if (result === undefined) throw new Error('no recording is in the cache. Run `npm run servers` without --raw first.')
  return result
}
