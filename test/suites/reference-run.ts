/** What one quick run over the reference shows: recorded once, for every test that asks. */

import { check, type Judged } from '../../api/index.js'

let judged: Promise<Judged> | undefined

export const referenceRun = (): Promise<Judged> => {
  judged ??= check({ quick: true })
  return judged
}
