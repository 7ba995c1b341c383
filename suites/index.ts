export { judge } from './judge.js'
export { families, isNamed, type Profile, requirementsOf } from './load.js'
