import Mocha from 'mocha'
import type { Report, Requirement, Verdict } from '../schemas/index.js'
import { families } from '../suites/index.js'
import { type CheckOptions, check } from './check.js'
import { select } from './selection.js'

/** A requirement is not met. The message has what was expected, what was seen, where, and the fix. */
export class ConformanceError extends Error {
  constructor(verdict: Verdict) {
    super(tell(verdict))
    this.name = 'ConformanceError'
    this.stack = `${this.name}: ${this.message}`
  }
}

const tell = ({ requirement, expected, actual, reason, evidence, remedy, baseline }: Verdict): string => {
  const [first] = evidence
  const place = first === undefined ? [] : [`at connection ${first.connection}, byte ${first.offset ?? '–'}, ${first.t_ms} ms`]
  const bytes = first?.excerpt === undefined ? [] : [`bytes: ${JSON.stringify(first.excerpt)}`]
  const seen = [
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ...(reason === undefined ? [] : [reason]),
    ...(baseline?.state === 'passes-again'
      ? [`it passes, and the baseline expects it to fail (${baseline.reason}): take it off the list`]
      : []),
  ]
  return [requirement, ...seen, ...place, ...bytes, `fix: ${remedy}`].join('\n')
}

const titleOf = ({ id, level, requirement }: Pick<Verdict, 'id' | 'requirement'> & { level: string }): string =>
  `${id} ${level} ${requirement}`

const isBinding = ({ level }: Verdict): boolean => level === 'MUST' || level === 'MUST NOT'

/**
 * Ends a test with its verdict. If it cannot be judged, the test is pending, with the reason in its title. An inconclusive MUST fails, because it
 * does not conform.
 */
const settle = (context: Mocha.Context, verdict: Verdict): void => {
  const { verdict: kind, reason, baseline } = verdict
  if (baseline?.state === 'expected') {
    if (context.test !== undefined) context.test.title += ` (expected failure until ${baseline.until}: ${baseline.reason})`
    context.skip()
  }
  if (baseline?.state === 'passes-again') throw new ConformanceError(verdict)
  if (kind === 'pass' || kind === 'warn') return
  if (kind === 'fail' || kind === 'error' || (kind === 'inconclusive' && isBinding(verdict))) throw new ConformanceError(verdict)
  if (context.test !== undefined) context.test.title += ` (${kind}: ${reason ?? ''})`
  context.skip()
}

const byFamily = <Item extends { readonly id: string }>(items: readonly Item[]): [string, Item[]][] =>
  families().flatMap(({ family, title }): [string, Item[]][] => {
    const own = items.filter(({ id }) => id.startsWith(`${family}-`))
    return own.length === 0 ? [] : [[title, own]]
  })

/** Shows a report with any mocha reporter, by mocha's name for it. Resolves to the number of failures. */
export const runAsMocha = (report: Report, reporter: string): Promise<number> => {
  const mocha = new Mocha({ reporter })
  for (const [title, verdicts] of byFamily(report.verdicts)) {
    const suite = Mocha.Suite.create(mocha.suite, title)
    for (const verdict of verdicts) {
      suite.addTest(
        new Mocha.Test(titleOf(verdict), function (this: Mocha.Context) {
          settle(this, verdict)
        }),
      )
    }
  }
  return new Promise(resolve => mocha.run(resolve))
}

/**
 * Defines one test per requirement inside your mocha suite. The target is checked once, before the first test.
 *
 * @example
 * describe('my event stream', () => conformance({ config: { url: 'http://localhost:3000/events' } }))
 */
export const conformance = (options: CheckOptions = {}): void => {
  const { describe, it, before } = Mocha
  const { requirements } = select(options.config?.profile ?? 'sse', options.only, options.quick ?? false, options.browsers !== undefined)
  let verdicts: ReadonlyMap<string, Verdict> = new Map()
  before('the server is checked', async function () {
    this.timeout(0)
    const { report } = await check(options)
    verdicts = new Map(report.verdicts.map(verdict => [verdict.id, verdict]))
  })
  const profile = options.config?.profile ?? 'sse'
  for (const [title, own] of byFamily<Requirement>(requirements)) {
    describe(title, () => {
      for (const { id, requirement, level } of own) {
        it(titleOf({ id, requirement, level: level[profile] ?? '' }), function () {
          const verdict = verdicts.get(id)
          if (verdict === undefined) throw new Error(`${id} has no verdict`)
          settle(this, verdict)
        })
      }
    })
  }
}
