import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Profile, packageRoot, profileNames, type Requirement, type Suite } from '../schemas/index.js'
import { writtenOut } from './written-out.js'

/** A family of requirements: its id prefix and title. */
export interface Family {
  readonly family: string
  readonly title: string
  readonly requirements: readonly Requirement[]
}

const loadFolder = (folder: string): Family[] => {
  const room = join(packageRoot, 'suites', folder)
  const files = readdirSync(room)
    .filter(file => file.endsWith('.json'))
    .sort()
  return files.map(file => {
    const { family, title, requirements }: Suite = JSON.parse(readFileSync(join(room, file), 'utf8'))
    return { family, title, requirements: writtenOut(requirements) as Requirement[] }
  })
}

/** Requirements for every event stream are in suites/sse; a family may continue in suites/matrix. */
const merged = (all: readonly Family[]): Family[] => {
  const byName = new Map<string, Family>()
  for (const one of all) {
    const before = byName.get(one.family)
    byName.set(one.family, before === undefined ? one : { ...before, requirements: [...before.requirements, ...one.requirements] })
  }
  return [...byName.values()]
}

let loaded: Family[] | undefined

const FAMILY_ORDER = ['HTTP', 'FRM', 'ID', 'RES', 'HB', 'SYN', 'SEC', 'LIF', 'BRW', 'HOP', 'INF']

/** Families that it does not name come last. */
const orderOf = ({ family }: Family): number => (FAMILY_ORDER.includes(family) ? FAMILY_ORDER.indexOf(family) : FAMILY_ORDER.length)

/** All families, in report order. Tests check that the files are valid; loading them does not. */
export const families = (): readonly Family[] => {
  loaded ??= merged(profileNames.flatMap(loadFolder)).sort((a, b) => orderOf(a) - orderOf(b))
  return loaded
}

/** The requirements of a profile. */
export const requirementsOf = (profile: Profile): Requirement[] =>
  families().flatMap(({ requirements }) => requirements.filter(({ level }) => level[profile] !== undefined))

const BROWSERS = 'BRW'

/** Browser requirements are judged only on request, because a machine may not have browsers. */
export const isOfBrowsers = (id: string): boolean => id.startsWith(`${BROWSERS}-`)

/** The fault that a requirement must catch, in a profile. */
export const faultOf = ({ fault }: Pick<Requirement, 'fault'>, profile: Profile): string | undefined =>
  typeof fault === 'object' ? fault[profile] : fault

/** The profile that a requirement is written for: the first of the table that has a level. */
export const homeOf = ({ level }: Pick<Requirement, 'level'>): Profile | undefined => profileNames.find(name => level[name] !== undefined)

/** Does a name from `--only` (a family or an id) select this requirement? `HTTP-04` also selects `HTTP-04b`. */
export const isNamed = (id: string, name: string): boolean =>
  id === name || id.startsWith(`${name}-`) || (/-\d\d$/.test(name) && id.startsWith(name) && /^[a-z]$/.test(id.slice(name.length)))
