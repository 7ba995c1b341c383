import type { Chain } from '../../matrix/chain.js'
import type { Publication, Stream } from '../../scenario.js'
import type { Target } from '../../target.js'

/** A stream, and the successive /sync calls that it is compared with. */
export interface Pair {
  readonly stream: Stream
  readonly chain: Chain
}

/** The query of a chain's /sync calls: the same filter as the streams, with changes. */
export const asStreams = (target: Target, changed: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const filter = new URL(target.url).searchParams.get('filter')
  return { ...(filter === null ? {} : { filter }), ...changed }
}

/** A stream that is late gets as much more time as `/sync` took: only what `/sync` returned is known to have been there to send. */
const both = async (
  streamHolds: (within_ms?: number) => Promise<boolean>,
  chainHolds: Promise<boolean>,
  within_ms?: number,
): Promise<void> => {
  const began = performance.now()
  const held = streamHolds(within_ms)
  await chainHolds
  const took_ms = performance.now() - began
  if (!(await held)) await streamHolds(took_ms)
}

/** Waits until all have returned what was published. */
export const bothTell = async (publication: Publication, ...pairs: readonly Pair[]): Promise<void> => {
  const tell = ({ stream, chain }: Pair) => both(within_ms => stream.receives(publication, within_ms), chain.holds(publication.marker))
  await Promise.all(pairs.map(tell))
}

/** Waits until both have returned something that contains the text. */
export const bothHold = ({ stream, chain }: Pair, text: string, within_ms?: number): Promise<void> =>
  both(limit_ms => stream.holds(text, limit_ms), chain.holds(text, within_ms), within_ms)
