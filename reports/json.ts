import type { Report } from '../schemas/index.js'
import { escapeJson } from './visible.js'

/** Keys in the reading order of report.schema.json. One list is enough, because no two objects order their keys differently. */
const KEYS = (
  'format tool name version target profile started wall_ms strict selected loosened setting value default limit clock lag_max_ms summary conforms ' +
  'pass warn fail skip not_applicable inconclusive error verdicts ' +
  'id level verdict reading requirement scenario derived expected actual reason remedy ' +
  'unmet baseline state until evidence connection offset length decoded t_ms excerpt highlight source spec clause says'
).split(' ')

const RANKS = new Map(KEYS.map((key, rank) => [key, rank]))

const rankOf = (key: string): number => RANKS.get(key) ?? KEYS.length

const compareKeys = (one: string, other: string): number => {
  if (rankOf(one) !== rankOf(other)) return rankOf(one) - rankOf(other)
  if (one === other) return 0
  return one < other ? -1 : 1
}

const ordered = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => compareKeys(one, other)))
}

/** report.json: the report itself, with the same bytes for equal reports in any key order. Safe to print: hidden characters are escaped. */
export const renderJson = (report: Report): string => `${escapeJson(JSON.stringify(report, ordered, 2))}\n`
