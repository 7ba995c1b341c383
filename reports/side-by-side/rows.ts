import type { Report, Verdict } from '../../schemas/index.js'
import { byFamily, type Family } from '../families.js'

/** One of the reports that are set side by side. */
export interface Side {
  /** What it is called: where its bundle is. */
  readonly name: string
  readonly report: Report
}

/** One requirement, with each side's verdict; undefined where a side did not judge it. */
export interface SideRow {
  readonly id: string
  readonly requirement: string
  readonly cells: readonly (Verdict | undefined)[]
}

export interface SideRows {
  readonly different: readonly Family<SideRow>[]
  readonly alike: readonly Family<SideRow>[]
  readonly differences: number
  readonly all: number
}

const rowOf = (id: string, sides: readonly ReadonlyMap<string, Verdict>[]): SideRow => {
  const cells = sides.map(side => side.get(id))
  return { id, cells, requirement: cells.find(cell => cell !== undefined)?.requirement ?? '' }
}

export const differs = ({ cells }: SideRow): boolean => cells.some(cell => cell?.verdict !== cells[0]?.verdict)

/** Every requirement that any side judged, by family: first those on which the sides differ. */
export const sideRows = (sides: readonly Side[], titles?: Readonly<Record<string, string>>): SideRows => {
  const byId = sides.map(({ report }) => new Map(report.verdicts.map(verdict => [verdict.id, verdict])))
  const ids = [...new Set(byId.flatMap(side => [...side.keys()]))]
  const rows = ids.map(id => rowOf(id, byId))
  const different = rows.filter(differs)
  return {
    different: byFamily(different, titles),
    alike: byFamily(
      rows.filter(row => !differs(row)),
      titles,
    ),
    differences: different.length,
    all: rows.length,
  }
}

/** `A`, `B`, … `Z`, `A1`: what a side is called where there is no room for its name. */
export const letterOf = (index: number): string => `${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)}`

/** `7 of 119 requirements differ.` */
export const differencesText = ({ differences, all }: SideRows): string => {
  if (differences === 0) return all === 1 ? 'The one requirement is judged alike.' : `All ${all} requirements are judged alike.`
  return `${differences} of ${all} ${all === 1 ? 'requirement' : 'requirements'} ${differences === 1 ? 'differs' : 'differ'}.`
}

export const NOT_JUDGED = 'not judged'
