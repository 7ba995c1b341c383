import { createFrameReader, createResponseReader } from '../wire/index.js'

/** Which of some bytes are content; the others are chunk or frame headers, and fields. */
export type Span = readonly [from: number, to: number]

export interface ContentSpans {
  /** The spans of the connection's next bytes. */
  push(bytes: Buffer): Span[]
  /** The response to another request follows. */
  next(): void
}

/** Finds the content in what a connection receives, so that text split over chunks can be searched as a whole. */
export const createContentSpans = (protocol: '1.0' | '1.1' | '2', method: string): ContentSpans => {
  let start = 0
  let spans: Span[] = []
  const add = (content: Uint8Array, offset: number) => void spans.push([offset - start, offset - start + content.length])
  const frames = createFrameReader({ data: (_stream, content, offset) => add(content, offset) })
  const response = createResponseReader({ method }, { body: add })
  return {
    push: bytes => {
      spans = []
      if (protocol === '2') frames.push(bytes, 0)
      else response.push(bytes, 0)
      start += bytes.length
      return spans
    },
    next: () => response.next({ method }),
  }
}
