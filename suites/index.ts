export { knownDefects } from './defects.js'
export { judge } from './judge.js'
export { families, faultOf, isNamed, isOfBrowsers, type Profile, requirementsOf } from './load.js'
export { readings, readingsOf } from './readings.js'
