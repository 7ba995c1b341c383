import type { Report, Verdict } from '../../schemas/index.js'
import { byFamily, type Family } from '../families.js'

/** One of the compared reports. */
export interface Side {
  /** Its name: the path of its bundle. */
  readonly name: string
  readonly report: Report
}

/** One requirement with each side's verdict; undefined if a side did not judge it. */
export interface SideRow {
  readonly id: string
  readonly requirement: string
  readonly cells: readonly (Verdict | undefined)[]
}

export interface SideRows {
  /** Judged differently. */
  readonly different: readonly Family<SideRow>[]
  /** Judged by only some sides, with the same verdict. */
  readonly partial: readonly Family<SideRow>[]
  /** Judged by all sides, with the same verdict. */
  readonly alike: readonly Family<SideRow>[]
  readonly counts: { readonly different: number; readonly partial: number; readonly alike: number; readonly all: number }
}

const rowOf = (id: string, sides: readonly ReadonlyMap<string, Verdict>[]): SideRow => {
  const cells = sides.map(side => side.get(id))
  return { id, cells, requirement: cells.find(cell => cell !== undefined)?.requirement ?? '' }
}

const groupOf = ({ cells }: SideRow): 'different' | 'partial' | 'alike' => {
  const judged = cells.filter(cell => cell !== undefined)
  if (new Set(judged.map(({ verdict }) => verdict)).size > 1) return 'different'
  return judged.length < cells.length ? 'partial' : 'alike'
}

/** Every requirement that any side judged, by family, differences first. */
export const sideRows = (sides: readonly Side[], titles?: Readonly<Record<string, string>>): SideRows => {
  const byId = sides.map(({ report }) => new Map(report.verdicts.map(verdict => [verdict.id, verdict])))
  const ids = [...new Set(byId.flatMap(side => [...side.keys()]))]
  const groups: Record<'different' | 'partial' | 'alike', SideRow[]> = { different: [], partial: [], alike: [] }
  for (const id of ids) {
    const row = rowOf(id, byId)
    groups[groupOf(row)].push(row)
  }
  const { different, partial, alike } = groups
  return {
    different: byFamily(different, titles),
    partial: byFamily(partial, titles),
    alike: byFamily(alike, titles),
    counts: { different: different.length, partial: partial.length, alike: alike.length, all: ids.length },
  }
}

/** `A`, `B`, … `Z`, `A1`: short names of sides. */
export const letterOf = (index: number): string => `${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)}`

/** `7 of 119 requirements differ.` */
export const differencesText = ({ counts: { different, partial, all } }: SideRows): string => {
  const some = partial === 0 ? '' : `; ${partial} ${partial === 1 ? 'is' : 'are'} not judged by all`
  if (different === 0) return `None of ${all} ${all === 1 ? 'requirement' : 'requirements'} differs${some}.`
  return `${different} of ${all} ${all === 1 ? 'requirement' : 'requirements'} ${different === 1 ? 'differs' : 'differ'}${some}.`
}

export const NOT_JUDGED = 'not judged'
