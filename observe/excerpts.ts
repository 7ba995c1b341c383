import type { Evidence, OpenLine, RecordingLine } from '../schemas/index.js'
import { createDecoder, type Decoder } from '../wire/index.js'
import { codingOf } from './http.js'
import { readMessages } from './message.js'

const BEFORE_BYTES = 64
const AFTER_BYTES = 64
const MOST_BYTES = 240

/** The bytes that an excerpt shows, as offsets on the connection. */
interface Window {
  readonly evidence: Evidence
  readonly from: number
  readonly to: number
  readonly bytes: Buffer[]
}

const windowOf = (evidence: Evidence): Window | undefined => {
  const { offset, length = 1 } = evidence
  if (offset === undefined) return undefined
  const from = Math.max(0, offset - BEFORE_BYTES)
  return { evidence, from, to: offset + Math.min(length, MOST_BYTES) + AFTER_BYTES, bytes: [] }
}

const REPLACEMENT = '\ufffd'

/** Bytes as text: UTF-8 where valid, each other byte as \xHH. */
const spell = (bytes: Buffer): string => {
  const text = bytes.toString('utf8')
  if (!text.includes(REPLACEMENT)) return text
  let spelled = ''
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find(size => at + size <= bytes.length && !bytes.toString('utf8', at, at + size).includes(REPLACEMENT))
    if (length === undefined) {
      spelled += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`
      at += 1
    } else {
      spelled += bytes.toString('utf8', at, at + length)
      at += length
    }
  }
  return spelled
}

const excerptOf = ({ evidence, from, bytes }: Window): Evidence => {
  const all = Buffer.concat(bytes)
  const offset = (evidence.offset ?? 0) - from
  const before = spell(all.subarray(0, offset))
  const meant = spell(all.subarray(offset, offset + Math.min(evidence.length ?? 1, MOST_BYTES)))
  const after = spell(all.subarray(offset + Math.min(evidence.length ?? 1, MOST_BYTES)))
  if (all.length === 0) return evidence
  return { ...evidence, excerpt: before + meant + after, highlight: [before.length, before.length + meant.length] }
}

/** Collects the bytes around each piece of evidence from bytes that are passed in order. */
const createCollector = (evidence: readonly Evidence[]) => {
  const windows = new Map<string, Window[]>()
  for (const one of evidence) {
    const window = windowOf(one)
    if (window !== undefined) windows.set(one.connection, [...(windows.get(one.connection) ?? []), window])
  }
  const offsets = new Map<string, number>()
  return {
    push: (connection: string, bytes: Buffer): void => {
      const start = offsets.get(connection) ?? 0
      offsets.set(connection, start + bytes.length)
      for (const window of windows.get(connection) ?? []) {
        const from = Math.max(0, window.from - start)
        const to = Math.min(bytes.length, window.to - start)
        if (from < to) window.bytes.push(Buffer.from(bytes.subarray(from, to)))
      }
    },
    excerpts: (): Map<Evidence, Evidence> => new Map([...windows.values()].flat().map(window => [window.evidence, excerptOf(window)])),
  }
}

/** Takes the bytes of a connection and returns the first `most_bytes` of the decoded content of its first response. */
const decoding = (open: OpenLine, most_bytes: number, tell: (content: Buffer) => void): ((bytes: Buffer) => void) => {
  let decoder: Decoder | undefined
  let heads = 0
  const message = readMessages(open, {
    head: head => {
      heads += 1
      const coding = heads === 1 ? codingOf(head) : undefined
      decoder = coding === undefined ? undefined : createDecoder(coding, most_bytes)
    },
    content: bytes => {
      for (const part of decoder?.push(bytes) ?? []) tell(Buffer.from(part))
    },
    end: () => {},
  })
  return bytes => message.push(bytes, 0)
}

/** Collects the bytes around each piece of evidence, in decoded content, from the bytes of connections passed in order. */
export const createExcerpts = (evidence: readonly Evidence[]) => {
  const onWire = createCollector(evidence.filter(({ decoded }) => decoded === undefined))
  const ofContent = evidence.filter(({ decoded }) => decoded !== undefined)
  const inContent = createCollector(ofContent)
  const decoders = new Map<string, (bytes: Buffer) => void>()
  return {
    open: (line: OpenLine): void => {
      const windows = ofContent.filter(({ connection }) => connection === line.on).flatMap(one => windowOf(one) ?? [])
      // Do not decode what follows the last one: it may expand a thousandfold.
      const most_bytes = Math.max(0, ...windows.map(({ to }) => to))
      if (most_bytes > 0)
        decoders.set(
          line.on,
          decoding(line, most_bytes, content => inContent.push(line.on, content)),
        )
    },
    push: (connection: string, bytes: Buffer): void => {
      onWire.push(connection, bytes)
      decoders.get(connection)?.(bytes)
    },
    excerpts: (): Map<Evidence, Evidence> => new Map([...onWire.excerpts(), ...inContent.excerpts()]),
  }
}

/** The evidence with the surrounding bytes, from the recording that it points into. A connection that cannot be read has no excerpts. */
export const excerptsFrom = async (
  lines: AsyncIterable<RecordingLine> | Iterable<RecordingLine>,
  evidence: readonly Evidence[],
): Promise<Map<Evidence, Evidence>> => {
  const collected = createExcerpts(evidence)
  const unreadable = new Set<string>()
  for await (const line of lines) {
    if (!('what' in line) || unreadable.has(line.on)) continue
    try {
      if (line.what === 'open') collected.open(line)
      if (line.what === 'received')
        collected.push(line.on, line.b64 === undefined ? Buffer.from(line.text ?? '') : Buffer.from(line.b64, 'base64'))
    } catch {
      unreadable.add(line.on)
    }
  }
  return collected.excerpts()
}
