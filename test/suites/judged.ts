/** A requirement to be judged, and how. */

import { strict as assert } from 'node:assert'
import type { Level, Observation, Requirement, Verdict } from '../../schemas/index.js'
import { judge } from '../../suites/index.js'
import { observation } from './observations.js'

type Options = Partial<Parameters<typeof judge>[2]>

export const NONE = { properties: { framing: { properties: { ids: { maximum: 0 } } } } }
export const FEW = { properties: { framing: { properties: { ids: { maximum: 5 } } } } }

export const requirement = (more: Partial<Requirement> = {}, level: Level = 'MUST'): Requirement => ({
  id: 'FRM-99',
  level: { sse: level },
  requirement: 'No ids.',
  source: [{ spec: 'WHATWG HTML', clause: '9.2.6', says: 'Nothing of the kind.' }],
  derived: true,
  basis: 'standard',
  scenario: 'idle',
  strict: NONE,
  catches: 'ids',
  remedy: 'Send none.',
  ...more,
})

export const withIds = (ids: number, more: Partial<Observation> = {}): Observation => {
  const clean = observation('idle', more)
  return { ...clean, framing: { ...clean.framing, ids } }
}

export const verdictOf = (one: Requirement, seen: readonly Observation[], options: Options = {}): Verdict => {
  const [verdict, ...more] = judge([one], seen, { profile: 'sse', strict: false, quick: false, ...options })
  assert.ok(verdict !== undefined && more.length === 0)
  return verdict
}

export const briefly = (...given: Parameters<typeof verdictOf>) => {
  const { verdict, reading } = verdictOf(...given)
  return [verdict, reading]
}
