import type { Publication, Stage, Stream } from '../scenario.js'

/** The event arrives on every stream, and all of them are still open. */
export const arrivesOn = async (streams: readonly Stream[], publication: Publication): Promise<boolean> => {
  const received = await Promise.all(streams.map(stream => stream.receives(publication)))
  return received.every(one => one) && !streams.some(({ gone }) => gone)
}

/**
 * Checks that a plain event arrives, by publishing a second one after it; if it does not, other payloads cannot be judged. Servers that subscribe a
 * client only some time after the response headers lose the first one.
 */
export const delivers = async ({ publish }: Stage, ...streams: Stream[]): Promise<boolean> => {
  const before = await publish('before')
  if (await arrivesOn(streams, before)) return true
  const again = await arrivesOn(streams, await publish('before again'))
  return again || streams.some(stream => stream.idOf(before) !== undefined)
}
