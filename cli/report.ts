import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { ConfigurationError, readBundle, readLoadResults } from '../api/index.js'
import {
  formats,
  isFormatName,
  isLoadFormatName,
  isSideBySideName,
  type LoadSide,
  loadFormats,
  loadSection,
  loadsSideBySide,
  sideBySide,
  type TextOptions,
} from '../reports/index.js'
import { defined, errorText } from '../schemas/index.js'
import { textOptions } from './text.js'

interface ReportFlags {
  readonly reporter?: string
  readonly out?: string
  readonly verbose?: boolean
}

const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.json': 'json',
  '.xml': 'junit',
  '.svg': 'badge',
}

export const FILE_WIDTH = 100

/** The requested format, otherwise the one of the file name, otherwise the terminal's. */
const reporterOf = ({ reporter, out }: ReportFlags): string => reporter ?? BY_EXTENSION[extname(out ?? '').toLowerCase()] ?? 'terminal'

/** A bundle in one format; its page includes load results. */
export const renderBundle = async (folder: string, reporter: string, options: TextOptions): Promise<string> => {
  if (!isFormatName(reporter)) throw new ConfigurationError(`--reporter: choose from ${Object.keys(formats).join(', ')}`)
  const { report, timeline, load } = await readBundle(folder, { timeline: reporter === 'html' })
  const sections = reporter === 'html' && load !== undefined ? [await loadSection(load)] : []
  return formats[reporter].render(report, { ...options, sections, ...defined({ timeline }) })
}

const several = async (folders: readonly string[], reporter: string, options: TextOptions): Promise<string> => {
  if (!isSideBySideName(reporter)) {
    throw new ConfigurationError(`--reporter for several bundles: choose from ${Object.keys(sideBySide).join(', ')}`)
  }
  const sides = []
  for (const name of folders) sides.push({ name, report: (await readBundle(name)).report })
  return sideBySide[reporter](sides, options)
}

/** Load results: of ssespec load, or of processes and pods; several are compared. */
const ofLoads = async (sides: readonly [LoadSide, ...LoadSide[]], reporter: string, options: TextOptions): Promise<string> => {
  const known = sides.length === 1 ? Object.keys(loadFormats) : Object.keys(loadFormats).filter(name => name !== 'json')
  if (!isLoadFormatName(reporter) || !known.includes(reporter))
    throw new ConfigurationError(`--reporter for ${sides.length === 1 ? 'a load' : 'several loads'}: choose from ${known.join(', ')}`)
  return loadFormats[reporter].render(sides.length === 1 ? sides[0].load : loadsSideBySide(...sides), options)
}

const write = (file: string, text: string): void => {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new ConfigurationError(`${file} could not be written: ${errorText(cause)}`)
  }
  process.stderr.write(`Report written to ${file}\n`)
}

const run = async (folders: readonly string[], flags: ReportFlags): Promise<void> => {
  const { out, verbose = false } = flags
  const { titles = {}, ...screen } = textOptions(process.stdout)
  const options = { ...(out === undefined ? screen : { colour: false, width: FILE_WIDTH }), titles, verbose }
  const [first = ''] = folders
  const [load, ...others] = readLoadResults(folders).map((one, index) => ({ name: folders[index] ?? '', load: one }))
  const reporter = reporterOf(flags)
  const text =
    load !== undefined
      ? await ofLoads([load, ...others], reporter, options)
      : folders.length === 1
        ? await renderBundle(first, reporter, options)
        : await several(folders, reporter, options)
  if (out === undefined) process.stdout.write(text)
  else write(out, text)
}

export const addReport = (command: Command): void => {
  command
    .argument(
      '<bundle...>',
      'folders written by ssespec check --out; or load.json files of one workload; or results of k6 processes, to merge',
    )
    .option('--reporter <name>', `print as ${Object.keys(formats).join(', ')}; for several bundles: ${Object.keys(sideBySide).join(', ')}`)
    .option('--out <file>', 'write to this file; its extension chooses the format unless --reporter does')
    .option('--verbose', 'show passed requirements too')
    .addHelpText(
      'after',
      `
Examples:
  ssespec report bundle/ --out report.html
  ssespec report nginx/ express/ --out matrix.html       show which requirements differ

Exit code: 0 rendered, whatever the verdicts; 2 a bundle is missing or broken.`,
    )
    .action(run)
}
