export { judge } from './judge.js'
export { families, faultOf, isNamed, type Profile, requirementsOf } from './load.js'
