/**
 * How fast the census with the comparison (`createDifferential`) is, as a ratio to eventsource-parser alone on the same 64 MiB of events.
 * Both run alternately in one process, so that the machine's noise hits both. `npx tsx bench/lint-core.ts [rounds]`
 */
import { createParser } from 'eventsource-parser'
import { createDifferential } from '../wire/index.js'

const STREAM_BYTES = 64 << 20
const CHUNK_BYTES = 64 << 10
const GOAL_RATIO = 0.45

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Events of 50 to 2,000 bytes, a fifth of them of several data lines, 5 % not ASCII, a comment now and then. */
function makeStream(): Buffer {
  const random = randomNumbers(2108)
  const ascii = '{"type":"m.room.message","sender":"@alice:example.org","content":{"body":"lorem ipsum dolor sit amet"}},'.repeat(25)
  const other = '{"body":"Grüße aus Köln, 日本語のテキスト, и по-русски 🎉"},'.repeat(60)
  const parts: string[] = []
  let bytes = 0
  for (let id = 0; bytes < STREAM_BYTES; id++) {
    const length = 50 + Math.floor(1950 * random() ** 2)
    const payload = (random() < 0.05 ? other : ascii).slice(0, length)
    const body = random() < 0.2 ? payload.replaceAll(/.{1,300}/g, 'data: $&\n') : `data: ${payload}\n`
    const event = `${random() < 0.5 ? 'event: sync\n' : ''}id: ${id}\n${body}\n${random() < 0.02 ? ': \n\n' : ''}`
    parts.push(event)
    bytes += Buffer.byteLength(event)
  }
  return Buffer.from(parts.join('')).subarray(0, STREAM_BYTES)
}

interface Reading {
  elapsed_ms: number
  events: number
}

function chunked(stream: Buffer, push: (chunk: Buffer) => void): void {
  for (let at = 0; at < stream.length; at += CHUNK_BYTES) push(stream.subarray(at, at + CHUNK_BYTES))
}

function library(stream: Buffer): Reading {
  let events = 0
  const started = performance.now()
  const decoder = new TextDecoder()
  const parser = createParser({ onEvent: () => events++ })
  chunked(stream, chunk => parser.feed(decoder.decode(chunk, { stream: true })))
  return { elapsed_ms: performance.now() - started, events }
}

function differential(stream: Buffer): Reading {
  let blocks = 0
  let disagreements = 0
  const started = performance.now()
  const lint = createDifferential({
    block: () => blocks++,
    invalidUtf8: () => disagreements++,
    disagreement: () => disagreements++,
  })
  chunked(stream, chunk => lint.push(chunk, 0))
  lint.close(0)
  if (disagreements > 1) throw new Error(`The parsers disagree about the generated stream, after ${lint.agreed} events.`)
  return { elapsed_ms: performance.now() - started, events: lint.agreed }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

const rounds = Number(process.argv[2] ?? 9)
const stream = makeStream()
const ratios: number[] = []
const times: { library: number[]; differential: number[] } = { library: [], differential: [] }
for (let round = -1; round < rounds; round++) {
  const alone = library(stream)
  const both = differential(stream)
  if (alone.events !== both.events) throw new Error(`${alone.events} events alone, ${both.events} agreed.`)
  // The first round warms up.
  if (round < 0) continue
  ratios.push(alone.elapsed_ms / both.elapsed_ms)
  times.library.push(alone.elapsed_ms)
  times.differential.push(both.elapsed_ms)
}
const ratio = median(ratios)
const speed = (elapsed_ms: number) => `${(STREAM_BYTES / 2 ** 20 / (elapsed_ms / 1000)).toFixed(0)} MiB/s`
console.log(`eventsource-parser alone ${speed(median(times.library))}, with census and comparison ${speed(median(times.differential))}`)
console.log(`ratio ${ratio.toFixed(2)} (median of ${rounds}; goal ${GOAL_RATIO})`)
process.exitCode = ratio >= GOAL_RATIO ? 0 : 1
