import type { Stream } from '../scenario.js'

// A few comments after the first: the requested interval is one second.
const BEGINS_MS = 1500

/** Waits for the response and, if it is a stream, for its beginning. */
export const begins = async (stream: Stream): Promise<void> => {
  await stream.head()
  if (stream.status === 200 && /event-stream/i.test(stream.field('content-type') ?? '')) await stream.comments(2, BEGINS_MS)
}
