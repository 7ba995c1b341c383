import type { Fault, NamedFault } from '../fault.js'
import { hopFaults } from '../hop/faults/index.js'
import * as ofAnyServer from './all.js'
import * as inBrowsers from './browser/all.js'
import * as ofHomeservers from './matrix/all.js'

/** The faults of servers. */
export const serverFaults: readonly Fault[] = [ofAnyServer, inBrowsers, ofHomeservers].flatMap(group => Object.values<Fault>(group))

export const faults: readonly NamedFault[] = [...serverFaults, ...hopFaults]
