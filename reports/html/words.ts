import type { VerdictKind } from '../../schemas/index.js'
import { KINDS } from '../families.js'

/** The word for each verdict: it always stands by its shape, for whoever does not see that. */
export const WORDS = Object.fromEntries(KINDS.map(({ kind, word }) => [kind, word])) as Readonly<Record<VerdictKind, string>>
