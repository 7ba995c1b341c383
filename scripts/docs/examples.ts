// What a requirement looks like on the wire: bytes of the clean reference server, and of its fault that the requirement catches. They are
// recorded, not written: `npm run docs:examples -- FRM HTTP-02` records those of the named families and ids again, and keeps the others.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lookForBrowsers } from '../../api/browsers.js'
import { resolveTarget } from '../../api/configuration.js'
import { judgeRecording } from '../../api/judge.js'
import { PROFILE_PARTS } from '../../api/profiles.js'
import { recordingLines } from '../../api/recording-file.js'
import { select } from '../../api/selection.js'
import { excerptsFrom } from '../../observe/index.js'
import { record } from '../../record/index.js'
import { type Evidence, type Profile, packageRoot, type Requirement, type Verdict } from '../../schemas/index.js'
import { families, faultOf, homeOf, isNamed, isOfBrowsers } from '../../suites/index.js'

/** The examples of one requirement. */
export interface Example {
  readonly fault: string
  readonly expected?: string
  readonly actual?: string
  readonly bad?: Evidence
  readonly good?: Evidence
}

const FILE = fileURLToPath(new URL('../../docs/examples.json', import.meta.url))
const WAIT_MS = 2500
// It shows what browsers do with credentials; the reference server ignores it.
const COOKIE = { headers: { Cookie: 'session=1' } }

export const readExamples = (): Record<string, Example> =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Example>) : {}

interface Run {
  readonly verdict: Verdict | undefined
  /** The bytes at a place in a recording. */
  excerpt(place: Evidence): Promise<Evidence | undefined>
  remove(): void
}

const runOf = async (id: string, profile: Profile, fault: string | undefined): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-docs-'))
  const file = join(folder, 'recording.ndjson')
  const server = await PROFILE_PARTS[profile].embedded()
  const reference = await server.start(fault === undefined ? {} : { fault })
  try {
    const config = server.configuration(reference)
    const inBrowsers = isOfBrowsers(id)
    const resolved = resolveTarget({ ...config, ...(inBrowsers && profile === 'sse' ? COOKIE : {}), tolerance: { wait_ms: WAIT_MS } }, true)
    const target = inBrowsers ? { ...resolved, browsers: await lookForBrowsers({ required: true }) } : resolved
    await record({ target, scenarios: select(profile, [id], true).scenarios, file, requirements: [id] })
  } finally {
    await reference.stop()
  }
  const { report } = await judgeRecording(file)
  return {
    verdict: report.verdicts.find(verdict => verdict.id === id),
    excerpt: async place => (await excerptsFrom(recordingLines(file, false), [place])).get(place),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const exampleOf = async (requirement: Requirement): Promise<Example | undefined> => {
  const { id } = requirement
  const profile = homeOf(requirement)
  const fault = profile === undefined ? undefined : faultOf(requirement, profile)
  if (profile === undefined || fault === undefined) return undefined
  const [bad, good] = [await runOf(id, profile, fault), await runOf(id, profile, undefined)]
  try {
    const { verdict } = bad
    const place = verdict?.evidence.find(({ excerpt }) => excerpt !== undefined)
    // The same place on the same connection of the clean server.
    const same = place && (await good.excerpt({ ...place }))
    return {
      fault,
      ...(verdict?.expected === undefined ? {} : { expected: verdict.expected }),
      ...(verdict?.actual === undefined ? {} : { actual: verdict.actual }),
      ...(place === undefined ? {} : { bad: place }),
      ...(same?.excerpt === undefined ? {} : { good: same }),
    }
  } finally {
    bad.remove()
    good.remove()
  }
}

const recordExamples = async (names: readonly string[]): Promise<void> => {
  const examples = readExamples()
  const wanted = families().flatMap(({ requirements }) => requirements.filter(({ id }) => names.some(name => isNamed(id, name))))
  for (const requirement of wanted) {
    const { id } = requirement
    try {
      const example = await exampleOf(requirement)
      if (example !== undefined) examples[id] = example
      process.stderr.write(`${id}: ${example?.fault ?? 'no fault'}${example?.bad === undefined ? ', no bytes' : ''}\n`)
    } catch (cause) {
      process.stderr.write(`${id}: ${cause instanceof Error ? cause.message : cause}\n`)
    }
    const sorted = Object.fromEntries(Object.entries(examples).sort(([one], [other]) => (one < other ? -1 : 1)))
    // A stack trace contains the folder of this checkout.
    writeFileSync(FILE, `${JSON.stringify(sorted, null, 1).replaceAll(`${packageRoot}/`, '')}\n`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await recordExamples(process.argv.slice(2))
