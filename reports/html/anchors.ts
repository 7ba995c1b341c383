import type { Verdict } from '../../schemas/index.js'

const MOST_CHARACTERS = 64

/** What a page's own ids begin with; those of requirements never do. */
export const OWN = /^(page|figure|mark|icon)-/

const plain = (id: string): string => id.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, MOST_CHARACTERS) || '_'

/** The fragment of each verdict: its id, made unique and safe where it is neither. `#HB-04` leads to HB-04 in every report. */
export const anchorsOf = (verdicts: readonly Verdict[]): Map<Verdict, string> => {
  const taken = new Set<string>()
  const unique = (id: string): string => {
    const first = OWN.test(plain(id)) ? `id-${plain(id)}` : plain(id)
    let anchor = first
    for (let count = 2; taken.has(anchor); count += 1) anchor = `${first}.${count}`
    taken.add(anchor)
    return anchor
  }
  return new Map(verdicts.map(verdict => [verdict, unique(verdict.id)]))
}
