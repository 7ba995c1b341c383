import { isUtf8 } from 'node:buffer'
import type { Fault } from '../fault.js'

export const chunkSizeCountsCharacters: Fault = {
  name: 'chunk-size-counts-characters',
  breaks: ['HTTP-28', 'FRM-18', 'FRM-18b', 'FRM-19', 'FRM-25', 'ID-08'],
  summary: 'The chunk size counts the characters of the text instead of its encoded bytes.',
  profile: 'sse',
  wrap: () => ({ chunkSize: bytes => (isUtf8(bytes) ? bytes.toString().length : bytes.length) }),
}
