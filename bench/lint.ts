// lint of 64 MiB of events, compared with eventsource-parser on the same bytes, alternating in one run.
//   npx tsx bench/lint.ts
import { createParser } from 'eventsource-parser'
import { lint } from '../api/index.js'

const MIB = 1 << 20
const BYTES = 64 * MIB
const ROUNDS = 5
const CHUNK_BYTES = 1 << 16

const WORDS = 'the quick brown fox jumps over the lazy dog größe naïve 你好 😀 data stream event token'.split(' ')

/** Events of 50 to 2,000 bytes, one in ten with several lines, one in twenty with non-ASCII characters. */
const makeEvents = (): Buffer => {
  const parts: string[] = []
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  let bytes = 0
  for (let id = 1; bytes < BYTES; id++) {
    const vocabulary = random(20) === 0 ? WORDS : WORDS.slice(0, 9)
    const length = 50 + random(1950)
    let text = ''
    while (text.length < length) text += `${vocabulary[random(vocabulary.length)]} `
    const lines = random(10) === 0 ? text.replaceAll('fox ', '\n').split('\n') : [text]
    const event = `id: ${id}\n${lines.map(line => `data: ${line}\n`).join('')}\n`
    parts.push(event)
    bytes += Buffer.byteLength(event)
  }
  return Buffer.from(parts.join(''))
}

const chunksOf = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}

const parseAlone = (bytes: Buffer): number => {
  let events = 0
  const parser = createParser({ onEvent: () => events++ })
  const decoder = new TextDecoder()
  const began = performance.now()
  for (const chunk of chunksOf(bytes)) parser.feed(decoder.decode(chunk, { stream: true }))
  if (events === 0) throw new Error('The parser saw no event.')
  return performance.now() - began
}

const lintIt = async (bytes: Buffer): Promise<number> => {
  const began = performance.now()
  const report = await lint(chunksOf(bytes), { again: () => chunksOf(bytes) })
  if (report.summary.fail > 0) throw new Error('The bytes are meant to be right.')
  return performance.now() - began
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const bytes = makeEvents()
const ratios: number[] = []
let resident = 0
for (let round = 0; round <= ROUNDS; round++) {
  const alone = parseAlone(bytes)
  const before = process.memoryUsage().rss
  const linted = await lintIt(bytes)
  resident = Math.max(resident, process.memoryUsage().rss - before)
  if (round > 0) ratios.push(alone / linted)
}
process.stdout.write(
  `lint of ${Math.round(bytes.length / MIB)} MiB: ${median(ratios).toFixed(2)} × the speed of eventsource-parser alone (goal 0.4; ${ratios.map(ratio => ratio.toFixed(2)).join(' ')}); resident memory grew by at most ${Math.round(resident / MIB)} MiB\n`,
)
