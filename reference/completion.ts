/** A stream that ends by itself, like a language model's completion. A fault says what is written when. */

import type { Parts } from './parts.js'
import { pieceOf } from './piece.js'
import type { Stream } from './stream.js'

/** Texts, each with the milliseconds after the stream opened, and then the end. */
export type Script = readonly (readonly [after_ms: number, text: string])[]

export const token = (text: string): string => `data: ${JSON.stringify({ token: text })}\n\n`

/** Every stream follows the script, and ends with its last line. */
export const completing = (clean: Parts, script: Script): Pick<Parts, 'heartbeats'> => ({
  heartbeats: server => {
    const add = (stream: Stream) => {
      for (const [index, [after_ms, text]] of script.entries()) {
        const say = () => {
          if (!stream.closed && text !== '') stream.outlet.write(pieceOf('event', Buffer.from(text), server.parts.chunkSize))
          if (index === script.length - 1) clean.finish(stream)
        }
        setTimeout(say, after_ms).unref()
      }
    }
    return { add, remove: () => undefined }
  },
})
