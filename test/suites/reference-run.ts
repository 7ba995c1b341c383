/** What one quick run over the reference shows: recorded once, for every test that asks. */

import { check, type Judged } from '../../api/index.js'
import type { Profile } from '../../suites/index.js'

const judged = new Map<Profile, Promise<Judged>>()

export const referenceRun = (profile: Profile): Promise<Judged> => {
  const known = judged.get(profile)
  if (known !== undefined) return known
  const run = check({ config: { profile }, quick: true })
  judged.set(profile, run)
  return run
}
