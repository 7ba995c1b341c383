/** What this machine lagged too much to tell, another run tells. Whatever else is inconclusive stays. */

import type { Verdict } from '../schemas/index.js'

const MOST_TIMES = 4

export const isOwnLag = ({ verdict, reason = '' }: Verdict): boolean =>
  verdict === 'inconclusive' && /^the harness itself lagged/.test(reason)

/** Judges, and again while this machine's own lag hides one of the verdicts that matter; the last counts. */
export const onTime = async <Told>(judge: () => Promise<Told>, verdictsOf: (told: Told) => readonly Verdict[]): Promise<Told> => {
  let told = await judge()
  for (let again = 1; again < MOST_TIMES && verdictsOf(told).some(isOwnLag); again++) told = await judge()
  return told
}
