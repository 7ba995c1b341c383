import type { Fault } from '../fault.js'
import * as ofAnyServer from './all.js'
import * as inBrowsers from './browser/all.js'
import * as ofHomeservers from './matrix/all.js'

export const faults: readonly Fault[] = [ofAnyServer, inBrowsers, ofHomeservers].flatMap(group => Object.values<Fault>(group))
