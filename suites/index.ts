export { type JudgeOptions, judge } from './judge.js'
export { type Family, families, isNamed, type Profile, requirementsOf } from './load.js'
