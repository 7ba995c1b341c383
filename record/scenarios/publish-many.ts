import type { Stage, Stream } from '../scenario.js'

/**
 * Publishes this many events of this many bytes, each after the previous one has arrived on the stream. False if one was refused or did not arrive.
 */
export const publishMany = async ({ publish }: Stage, stream: Stream, count: number, bytes: number): Promise<boolean> => {
  for (let number = 1; number <= count; number++) {
    const publication = await publish(`event ${number}`, { bytes })
    if (!publication.answer.ok || !(await stream.receives(publication))) return false
  }
  return true
}
