import type { Level, Report, Summary, Verdict, VerdictKind } from '../schemas/index.js'

/** Names of the families, in the order in which they are reported. */
const TITLES: Readonly<Record<string, string>> = {
  HTTP: 'HTTP',
  FRM: 'Framing',
  ID: 'Event ids',
  RES: 'Resume',
  HB: 'Heartbeats',
  LIF: 'Lifecycle',
  SEC: 'Security',
  SYN: 'Sync payload',
  BRW: 'Browsers',
  INF: 'Infrastructure',
}

type Titles = Readonly<Record<string, string>>

/** `FRM` of `FRM-05`. */
export const familyOf = (id: string): string => id.split('-', 1)[0] ?? id

/** The entries of one family, in their original order. */
export interface Family<Item> {
  readonly family: string
  readonly title: string
  readonly items: readonly Item[]
}

const ownTitle = (titles: Titles, family: string): string | undefined => (Object.hasOwn(titles, family) ? titles[family] : undefined)

/** Groups entries by family; unnamed families come last, in order of appearance. */
export const byFamily = <Item extends { readonly id: string }>(items: readonly Item[], titles: Titles = {}): Family<Item>[] => {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const family = familyOf(item.id)
    const known = found.get(family)
    if (known) known.push(item)
    else found.set(family, [item])
  }
  const known = Object.keys(TITLES).filter(family => found.has(family))
  const order = [...known, ...[...found.keys()].filter(family => !known.includes(family))]
  return order.map(family => ({
    family,
    title: ownTitle(titles, family) ?? ownTitle(TITLES, family) ?? family,
    items: found.get(family) ?? [],
  }))
}

export const isMust = (level: Level): boolean => level === 'MUST' || level === 'MUST NOT'

export const ofKind = (verdicts: readonly Verdict[], kind: VerdictKind): Verdict[] => verdicts.filter(({ verdict }) => verdict === kind)

/** Every kind of verdict with its summary key and its word, in display order. */
export const KINDS: readonly { readonly kind: VerdictKind; readonly key: keyof Summary; readonly word: string }[] = [
  { kind: 'pass', key: 'pass', word: 'passed' },
  { kind: 'fail', key: 'fail', word: 'failed' },
  { kind: 'error', key: 'error', word: 'in error' },
  { kind: 'warn', key: 'warn', word: 'warned' },
  { kind: 'inconclusive', key: 'inconclusive', word: 'inconclusive' },
  { kind: 'skip', key: 'skip', word: 'skipped' },
  { kind: 'not-applicable', key: 'not_applicable', word: 'not applicable' },
]

/** The word for each kind. */
export const WORDS = Object.fromEntries(KINDS.map(({ kind, word }) => [kind, word])) as Readonly<Record<VerdictKind, string>>

/** The count of each kind. */
export const countsOf = (verdicts: readonly Verdict[]): Record<VerdictKind, number> => {
  const counts: Record<VerdictKind, number> = { pass: 0, warn: 0, fail: 0, skip: 0, 'not-applicable': 0, inconclusive: 0, error: 0 }
  for (const { verdict } of verdicts) counts[verdict] += 1
  return counts
}

/** The verdicts with the same reason. */
interface Reason {
  readonly reason: string
  readonly ids: readonly string[]
}

/** The verdicts of one kind, by the reason given, word for word. */
export const byReason = (report: Report, kind: VerdictKind): Reason[] => {
  const reasons = new Map<string, string[]>()
  for (const { id, reason = 'no reason was given' } of ofKind(report.verdicts, kind)) {
    const ids = reasons.get(reason)
    if (ids) ids.push(id)
    else reasons.set(reason, [id])
  }
  return [...reasons].map(([reason, ids]) => ({ reason, ids }))
}
