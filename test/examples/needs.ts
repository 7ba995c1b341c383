import { appendFileSync } from 'node:fs'

const testsOf = ({ tests, suites }: Mocha.Suite): Mocha.Runnable[] => [...tests, ...suites.flatMap(testsOf)]

/** The test that runs, or all that its hook runs before. */
const leftOut = ({ test }: Mocha.Context): Mocha.Runnable[] => {
  if (test === undefined) return []
  const all = test.parent === undefined ? [] : testsOf(test.parent)
  return all.includes(test) ? [test] : all
}

/** A test whose tool is missing is left out, in CI too, and named at the end of `npm test`. */
export const wants = (context: Mocha.Context, there: boolean, what: string): void => {
  if (there) return
  for (const test of leftOut(context)) test.title += ` (left out: ${what} is not installed)`
  const file = process.env.SSESPEC_LEFT_OUT
  if (file !== undefined) appendFileSync(file, `${what.replaceAll('\n', ' ')}\n`)
  context.skip()
}

/** What `.ci/run` installs must be there in CI. */
export const needs = (context: Mocha.Context, there: boolean, what: string): void => {
  if (!there && process.env.CI === 'true') throw new Error(`${what} is not installed`)
  wants(context, there, what)
}
