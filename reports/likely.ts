import type { Defect, Report, Verdict } from '../schemas/index.js'
import { knownDefects } from '../suites/index.js'
import { idList } from './conclusion.js'

/** One defect that is known, and what of a report may fail by it alone. That the first fails was seen; what else the server has of the defect was not. */
export interface Likely {
  readonly defect: Defect
  /** The requirement that is about it. */
  readonly first: string
  /** What may go with it. */
  readonly others: readonly string[]
}

const FEWEST = 3
const MOST_IDS = 12

const isOpen = ({ verdict, baseline }: Verdict): boolean => (verdict === 'fail' || verdict === 'warn') && baseline?.state !== 'expected'

/**
 * The known defect by which most of what is left fails together, or cannot be judged, if there is one: the requirement that is about it failed, and
 * little of what it breaks passed.
 */
const likeliest = (open: ReadonlySet<string>, unseen: ReadonlySet<string>, passed: ReadonlySet<string>): Defect | undefined => {
  const weighed = knownDefects().flatMap(defect => {
    const [first = ''] = defect.breaks
    const failed = defect.breaks.filter(id => open.has(id) || unseen.has(id)).length
    const against = defect.breaks.filter(id => passed.has(id)).length
    return open.has(first) && failed >= FEWEST && 2 * against <= failed ? [{ defect, weight: failed - against }] : []
  })
  return weighed.sort((a, b) => b.weight - a.weight || a.defect.breaks.length - b.defect.breaks.length)[0]?.defect
}

/** Where many requirements fail, the few requirements that may be behind them, the one behind most first: what to fix first. */
export const likelyDefects = ({ verdicts }: Report): Likely[] => {
  const passed = new Set(verdicts.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id))
  const open = new Set(verdicts.filter(isOpen).map(({ id }) => id))
  const unseen = new Set(verdicts.filter(({ verdict }) => verdict === 'inconclusive').map(({ id }) => id))
  const found: Likely[] = []
  for (let defect = likeliest(open, unseen, passed); defect !== undefined; defect = likeliest(open, unseen, passed)) {
    const [first = '', ...rest] = defect.breaks
    found.push({ defect, first, others: rest.filter(id => open.has(id) || unseen.has(id)) })
    for (const id of defect.breaks) {
      open.delete(id)
      unseen.delete(id)
    }
  }
  return found
}

/** `Fix HTTP-09 first; this may also fix HTTP-20, RES-15 and 3 more.` Names what was seen to fail, and no cause that was not seen. */
export const likelyText = ({ first, others }: Likely): string => `Fix ${first} first; this may also fix ${idList(others, MOST_IDS)}.`
