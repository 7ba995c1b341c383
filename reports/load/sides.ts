import { isDeepStrictEqual } from 'node:util'
import type { Load } from '../../schemas/index.js'
import { letterOf } from '../side-by-side/rows.js'
import type { SidedTransport } from './figure-words.js'

/** A result and its file name. */
export interface LoadSide {
  readonly name: string
  readonly load: Load
}

const legend = ({ name, load }: LoadSide, index: number, [first]: readonly LoadSide[]): string => {
  const elsewhere = isDeepStrictEqual(load.machine, first?.load.machine) ? '' : ', on another machine or with other versions'
  return `${letterOf(index)} ${name}: ${load.target.url}${load.target.embedded ? ' (the embedded reference)' : ''}${elsewhere}`
}

/** Results of one workload, for several servers or versions, on the same axes. */
export const loadsSideBySide = (first: LoadSide, ...others: readonly LoadSide[]): Load => {
  const sides = [first, ...others]
  const transports: readonly SidedTransport[] = sides.flatMap(({ load }, index) =>
    load.transports.map(transport => ({ ...transport, side: letterOf(index) })),
  )
  const { agreements: _agreements, skipped: _skipped, ...shared } = first.load
  return {
    ...shared,
    target: { ...first.load.target, url: sides.map(legend).join('; '), embedded: false },
    interrupted: sides.some(({ load }) => load.interrupted),
    wall_ms: sides.reduce((sum, { load }) => sum + load.wall_ms, 0),
    transports: [...transports],
    thresholds: [],
  }
}
