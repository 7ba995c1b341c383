import type { Stream } from '../scenario.js'

// Some comments more than the first: the interval that was asked for is a second.
const BEGINS_MS = 1500

/** The request is answered; where that is a stream, what it begins with is there too. */
export const begins = async (stream: Stream): Promise<void> => {
  await stream.head()
  if (stream.status === 200 && /event-stream/i.test(stream.field('content-type') ?? '')) await stream.comments(2, BEGINS_MS)
}
