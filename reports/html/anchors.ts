import type { Verdict } from '../../schemas/index.js'

const MOST_CHARACTERS = 64

/** Prefix of a page's own ids; ids of requirements never begin with it. */
const OWN = /^(page|figure|mark|icon)-/

const plain = (id: string): string => id.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, MOST_CHARACTERS) || '_'

/** The fragment of a requirement: its id, made safe and unique if necessary. `#HB-04` leads to HB-04 in every page. */
export const anchorOf = (id: string, taken: Set<string>): string => {
  const first = OWN.test(plain(id)) ? `id-${plain(id)}` : plain(id)
  let anchor = first
  for (let count = 2; taken.has(anchor); count += 1) anchor = `${first}.${count}`
  taken.add(anchor)
  return anchor
}

/** The fragment of each verdict. */
export const anchorsOf = (verdicts: readonly Verdict[]): Map<Verdict, string> => {
  const taken = new Set<string>()
  return new Map(verdicts.map(verdict => [verdict, anchorOf(verdict.id, taken)]))
}
