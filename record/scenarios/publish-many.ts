import type { Stage, Stream } from '../scenario.js'

/** Publishes so many events of so many bytes, each after the one before has arrived on the stream. False where one was refused or did not arrive. */
export const publishMany = async ({ publish }: Stage, stream: Stream, count: number, bytes: number): Promise<boolean> => {
  for (let number = 1; number <= count; number++) {
    const publication = await publish(`event ${number}`, { bytes })
    if (!publication.answer.ok || !(await stream.receives(publication))) return false
  }
  return true
}
