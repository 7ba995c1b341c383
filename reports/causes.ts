import type { Defect, Report, Verdict } from '../schemas/index.js'
import { knownDefects } from '../suites/index.js'
import { idList } from './conclusion.js'

/**
 * A failure, and what may have failed because of it. The cause is always a requirement that failed, so its evidence supports the claim;
 * nothing else is claimed about the server.
 */
export interface Cause {
  /** The requirement to fix first; several if they are equally likely. */
  readonly first: readonly [Verdict, ...Verdict[]]
  /** What failed with it, and would fail because of it by a known server defect. */
  readonly others: readonly Verdict[]
  /** What could not be judged because of that defect. */
  readonly unseen: readonly Verdict[]
}

const MOST_IDS = 12

const isOpen = ({ verdict, baseline }: Verdict): boolean => (verdict === 'fail' || verdict === 'warn') && baseline?.state !== 'expected'

interface Weighed {
  readonly defect: Defect
  readonly first: string
  readonly fails: boolean
  readonly weight: number
}

/** The failures left to explain, and the evidence against a defect. */
interface Left {
  readonly open: ReadonlyMap<string, readonly Verdict[]>
  readonly unseen: ReadonlyMap<string, readonly Verdict[]>
  readonly passed: ReadonlySet<string>
}

/**
 * The known defects that explain two or more remaining failures, with few of their other requirements passed. Failures before warnings, most likely
 * first.
 */
const weighed = ({ open, unseen, passed }: Left): Weighed[] =>
  knownDefects()
    .flatMap(defect => {
      const [first = ''] = defect.breaks
      const failed = defect.breaks.filter(id => open.has(id)).length
      const hidden = defect.breaks.filter(id => unseen.has(id)).length
      const against = defect.breaks.filter(id => passed.has(id)).length
      const fits = open.has(first) && failed + hidden >= 2 && against <= failed + hidden
      const fails = open.get(first)?.some(({ verdict }) => verdict === 'fail') === true
      return fits ? [{ defect, first, fails, weight: failed + hidden - against }] : []
    })
    .sort((a, b) => Number(b.fails) - Number(a.fails) || b.weight - a.weight || a.defect.breaks.length - b.defect.breaks.length)

const causeOf = (best: Weighed, all: readonly Weighed[], { open, unseen }: Left): Cause => {
  const { breaks } = best.defect
  const sees = (one: Weighed) => one.weight === best.weight && breaks.includes(one.first) && one.defect.breaks.includes(best.first)
  const heads = [...new Set([best, ...all.filter(sees)].map(({ first }) => first))]
  const [first, ...either] = heads.flatMap(id => open.get(id) ?? [])
  if (first === undefined) throw new Error(`${best.first} is not open`)
  const rest = breaks.filter(id => !heads.includes(id))
  return {
    first: [first, ...either],
    others: rest.flatMap(id => open.get(id) ?? []),
    unseen: rest.flatMap(id => unseen.get(id) ?? []),
  }
}

const byId = (verdicts: readonly Verdict[]): Map<string, readonly Verdict[]> => {
  const found = new Map<string, readonly Verdict[]>()
  for (const verdict of verdicts) found.set(verdict.id, [...(found.get(verdict.id) ?? []), verdict])
  return found
}

/** All failures and warnings, each listed once: by cause, the one that explains most first; then single ones, failures before warnings. */
export const causesOf = ({ verdicts }: Report): Cause[] => {
  const open = byId(verdicts.filter(isOpen))
  const unseen = byId(verdicts.filter(({ verdict }) => verdict === 'inconclusive'))
  const passed = new Set(verdicts.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id))
  const causes: Cause[] = []
  for (;;) {
    const left = { open, unseen, passed }
    const all = weighed(left)
    const [best] = all
    if (best === undefined) break
    const cause = causeOf(best, all, left)
    causes.push(cause)
    for (const { id } of [...cause.first, ...cause.others]) open.delete(id)
    for (const { id } of cause.unseen) unseen.delete(id)
  }
  const alone = [...open.values()].flat().map((one): Cause => ({ first: [one], others: [], unseen: [] }))
  return [
    ...causes,
    ...alone.filter(({ first: [{ verdict }] }) => verdict === 'fail'),
    ...alone.filter(({ first: [{ verdict }] }) => verdict === 'warn'),
  ]
}

/** Whether a cause has more than one requirement. */
export const isGroup = ({ first, others, unseen }: Cause): boolean => first.length + others.length + unseen.length > 1

/** Whether any of it failed, rather than only warned. */
export const hasFailed = ({ first, others }: Cause): boolean => [...first, ...others].some(({ verdict }) => verdict === 'fail')

/** `Fix HTTP-09 first (“Response headers are sent immediately”); this may also fix HTTP-20, RES-15 and 3 more.` */
export const causeText = ({ first, others, unseen }: Cause): string => {
  const [{ id, requirement }, ...either] = first
  const also = [...others, ...unseen].map(one => one.id)
  const head = either.length > 0 ? [id, ...either.map(one => one.id)].join(' or ') : `${id} first (“${requirement.replace(/\.$/, '')}”)`
  return `Fix ${head}; this may also fix ${also.length > 0 ? idList(also, MOST_IDS) : 'the other'}.`
}
