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

/** Waits until all have returned what was published. */
export const bothTell = async (publication: Publication, ...pairs: readonly Pair[]): Promise<void> => {
  await Promise.all(pairs.flatMap(({ stream, chain }) => [stream.receives(publication), chain.holds(publication.marker)]))
}

/** Waits until both have returned something that contains the text. */
export const bothHold = async ({ stream, chain }: Pair, text: string, within_ms?: number): Promise<void> => {
  await Promise.all([stream.holds(text, within_ms), chain.holds(text, within_ms)])
}
