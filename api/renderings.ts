import { join } from 'node:path'
import { type Format, type FormatOptions, formats, loadSection } from '../reports/index.js'
import { errorText, type Finding } from '../schemas/index.js'
import { families } from '../suites/index.js'
import type { Judged } from './judge.js'
import { readBundledLoad } from './load-results.js'
import { isThere, readRegular } from './regular-file.js'

const FILE_WIDTH = 100
const LOAD = 'load.json'

const finding = (file: string, says: string): Finding => ({ kind: 'edited-rendering', of: 'renderings', file, says })

interface Loaded {
  /** The sections that `ssespec load --out` adds to the page of a bundle. */
  readonly sections: NonNullable<FormatOptions['sections']>
  readonly findings: readonly Finding[]
}

const loadIn = async (folder: string): Promise<Loaded> => {
  const file = join(folder, LOAD)
  try {
    const load = isThere(file) ? readBundledLoad(file) : undefined
    return { sections: load === undefined ? [] : [await loadSection(load)], findings: [] }
  } catch (cause) {
    return { sections: [], findings: [finding(LOAD, errorText(cause))] }
  }
}

/** How a file differs from each of the texts it may have; undefined if it is one of them. Reads no more than the longest of them. */
const differenceOf = (folder: string, file: string, allowed: readonly string[]): Finding | undefined => {
  try {
    const most_bytes = Math.max(...allowed.map(text => Buffer.byteLength(text)))
    if (allowed.includes(readRegular(join(folder, file), most_bytes).toString('utf8'))) return undefined
  } catch (cause) {
    return finding(file, `${file} does not show the report that the recording gives: ${errorText(cause)}`)
  }
  return finding(file, `${file} does not show the report that the recording gives: it was edited.`)
}

/** The formats in the bundle that do not show the report of the recording. The page may also show the results of the bundle's load.json. */
export const renderingFindings = async (folder: string, { report, timeline }: Judged): Promise<Finding[]> => {
  const titles = Object.fromEntries(families().map(({ family, title }) => [family, title]))
  const options = { colour: false, width: FILE_WIDTH, titles, timeline }
  const { sections, findings } = await loadIn(folder)
  const edited = Object.values<Format>(formats).flatMap(({ file, render }): Finding[] => {
    if (file === undefined || file === 'report.json' || !isThere(join(folder, file))) return []
    const allowed = [render(report, options), ...(sections.length === 0 ? [] : [render(report, { ...options, sections })])]
    const difference = differenceOf(folder, file, allowed)
    return difference === undefined ? [] : [difference]
  })
  return [...findings, ...edited]
}
