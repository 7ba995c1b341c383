// The recorded results, small enough to commit: docs/servers/results.json, from which docs/servers.md is rendered.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageRoot, type VerdictKind } from '../../schemas/index.js'
import type { RawAnswer } from './raw-answer.js'

/** A verdict of ssespec, without fields that a pass does not need. */
export interface Recorded {
  readonly verdict: VerdictKind
  readonly expected?: string
  readonly actual?: string
  readonly reason?: string
  /** The bytes, as the report shows them. */
  readonly bytes?: readonly string[]
}

export interface ServerResult {
  readonly runtime: string
  readonly libraries: Readonly<Record<string, string>>
  /** Why the server was left out. */
  readonly left_out?: string
  readonly verdicts: Readonly<Record<string, Recorded>>
  readonly raw: Readonly<Record<string, RawAnswer>>
  /** Sentences about the server, from the raw reader. */
  readonly facts: readonly string[]
}

export interface Results {
  readonly format: 'ssespec-servers/1'
  /** Date and ssespec version of the latest recording. */
  readonly recorded: string
  readonly version: string
  readonly servers: Readonly<Record<string, ServerResult>>
}

const FILE = join(packageRoot, 'docs', 'servers', 'results.json')

const MOST_ON_A_LINE = 100

/** JSON with short values on one line, so that thousands of verdicts stay readable. */
const compact = (value: unknown): string => {
  const written = (own: unknown, indent: string): string => {
    const line = JSON.stringify(own)
    if (own === null || typeof own !== 'object' || line.length + indent.length <= MOST_ON_A_LINE) return line
    const inner = `${indent} `
    const parts = Array.isArray(own)
      ? own.map(item => written(item, inner))
      : Object.entries(own).map(([key, item]) => `${JSON.stringify(key)}: ${written(item, inner)}`)
    const [open, close] = Array.isArray(own) ? '[]' : '{}'
    return `${open}\n${parts.map(part => `${inner}${part}`).join(',\n')}\n${indent}${close}`
  }
  return `${written(value, '')}\n`
}

export const readResults = (): Results | undefined => (existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : undefined)

export const writeResults = (results: Results): void => {
  mkdirSync(dirname(FILE), { recursive: true })
  const servers = Object.fromEntries(Object.entries(results.servers).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(FILE, compact({ ...results, servers }))
}
