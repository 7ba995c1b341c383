import { type Scenario, scenarios } from '../record/index.js'
import type { Profile, Requirement } from '../schemas/index.js'
import { isNamed, isOfBrowsers, requirementsOf } from '../suites/index.js'

/** Nothing is left to judge; the message lists possible names. */
export class NothingSelectedError extends Error {
  constructor(only: readonly string[], profile: Profile) {
    const known = [...new Set(requirementsOf(profile).map(({ id }) => id.split('-')[0]))].join(', ')
    super(`Nothing of the profile ${profile} is named ${only.join(', ')}. Families are ${known}; \`ssespec list\` shows every id.`)
    this.name = 'NothingSelectedError'
  }
}

export interface Selection {
  readonly requirements: readonly Requirement[]
  readonly scenarios: readonly Scenario[]
}

/** Whether --only names something that browsers judge. */
export const namesBrowsers = (profile: Profile, only: readonly string[] = []): boolean =>
  requirementsOf(profile).some(({ id }) => isOfBrowsers(id) && only.some(name => isNamed(id, name)))

/**
 * The requirements that --only names (default: all, with those of browsers only if `browsers` is set), and the scenarios that they are judged
 * on. Throws NothingSelectedError.
 */
export const select = (profile: Profile, only: readonly string[] | undefined, quick: boolean, browsers = false): Selection => {
  const all = requirementsOf(profile)
  const requirements =
    only === undefined
      ? all.filter(({ id }) => browsers || !isOfBrowsers(id))
      : all.filter(({ id }) => only.some(name => isNamed(id, name)))
  if (requirements.length === 0) throw new NothingSelectedError(only ?? [], profile)
  const wanted = new Set(
    requirements
      .filter(({ on_request, id }) => on_request === undefined || only?.some(name => name.includes('-') && isNamed(id, name)))
      .map(({ scenario }) => scenario),
  )
  // Requirements over the whole run need streams: those of the scenarios that take no time, and of the one that a configured request leaves.
  const whole = wanted.has('run')
  const isWanted = (scenario: Scenario): boolean => {
    if (quick && scenario.long === true) return false
    if (wanted.has(scenario.name)) return true
    const takesLittle = scenario.window_ms === undefined || scenario.needs?.includes('request') === true
    return (
      whole &&
      scenario.kind !== 'disruptive' &&
      scenario.kind !== 'browser' &&
      (only === undefined || takesLittle) &&
      scenario.long !== true
    )
  }
  return { requirements, scenarios: scenarios.filter(isWanted) }
}
