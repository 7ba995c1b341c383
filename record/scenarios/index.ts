import type { Scenario } from '../scenario.js'
import * as all from './all.js'

export const scenarios: readonly Scenario[] = Object.values(all).flat()
