import type { HopFault } from '../fault.js'
import * as ofHops from './all.js'

export const hopFaults: readonly HopFault[] = Object.values<HopFault>(ofHops)
