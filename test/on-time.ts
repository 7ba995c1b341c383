/** Verdicts that this machine was too slow for are repeated in another run. Anything else that is inconclusive stays. */

import type { Verdict } from '../schemas/index.js'

const MOST_TIMES = 4

export const isOwnLag = ({ verdict, reason = '' }: Verdict): boolean => verdict === 'inconclusive' && /^ssespec itself lagged/.test(reason)

/** A scenario had no time to end; one that never ends does not end the next times either. */
const isOutOfTime = ({ verdict, reason = '' }: Verdict): boolean =>
  verdict === 'inconclusive' && /did not end within [\d.]+ s$|no answer within [\d.]+ s$/.test(reason)

/** Judges, and again while this machine's slowness hides one of the verdicts that matter; the last counts. */
export const onTime = async <Told>(judge: () => Promise<Told>, verdictsOf: (told: Told) => readonly Verdict[]): Promise<Told> => {
  let told = await judge()
  for (let again = 1; again < MOST_TIMES && verdictsOf(told).some(one => isOwnLag(one) || isOutOfTime(one)); again++) told = await judge()
  return told
}
