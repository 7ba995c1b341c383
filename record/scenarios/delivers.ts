import type { Publication, Stage, Stream } from '../scenario.js'

/** The event arrives on every stream, and all of them are still open. */
export const arrivesOn = async (streams: readonly Stream[], publication: Publication): Promise<boolean> => {
  const received = await Promise.all(streams.map(stream => stream.receives(publication)))
  return received.every(one => one) && !streams.some(({ gone }) => gone)
}

/**
 * Whether a plain event arrives, with another behind it: where none does, nothing can be said of any other. The first is lost by servers that
 * add a client to those they publish to only a while after the response headers.
 */
export const delivers = async ({ publish }: Stage, ...streams: Stream[]): Promise<boolean> => {
  const before = await publish('before')
  if (await arrivesOn(streams, before)) return true
  const again = await arrivesOn(streams, await publish('before again'))
  return again || streams.some(stream => stream.idOf(before) !== undefined)
}
