import type { Chain } from '../../matrix/chain.js'
import type { Publication, Stream } from '../../scenario.js'
import type { Target } from '../../target.js'

/** A stream, and the successive /sync calls that it is compared with. */
export interface Pair {
  readonly stream: Stream
  readonly chain: Chain
}

/** What a chain asks /sync, so that it asks for what streams ask for: their filter, with what is changed in it. */
export const asStreams = (target: Target, changed: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const filter = new URL(target.url).searchParams.get('filter')
  return { ...(filter === null ? {} : { filter }), ...changed }
}

/** All have told what was published. */
export const bothTell = async (publication: Publication, ...pairs: readonly Pair[]): Promise<void> => {
  await Promise.all(pairs.flatMap(({ stream, chain }) => [stream.receives(publication), chain.holds(publication.marker)]))
}

/** Both have told something that holds the text. */
export const bothHold = async ({ stream, chain }: Pair, text: string, within_ms?: number): Promise<void> => {
  await Promise.all([stream.holds(text, within_ms), chain.holds(text, within_ms)])
}
