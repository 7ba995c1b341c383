const testsOf = ({ tests, suites }: Mocha.Suite): Mocha.Runnable[] => [...tests, ...suites.flatMap(testsOf)]

/** The test that runs, or all that its hook runs before. */
const leftOut = ({ test }: Mocha.Context): Mocha.Runnable[] => {
  if (test === undefined) return []
  const all = test.parent === undefined ? [] : testsOf(test.parent)
  return all.includes(test) ? [test] : all
}

/** What something is lacking for is left out, in CI too, and said. */
export const wants = (context: Mocha.Context, there: boolean, what: string): void => {
  if (there) return
  for (const test of leftOut(context)) test.title += ` (left out: ${what} is lacking)`
  context.skip()
}

/** What `.ci/run` installs must be there in CI. */
export const needs = (context: Mocha.Context, there: boolean, what: string): void => {
  if (!there && process.env.CI === 'true') throw new Error(`${what} is lacking`)
  wants(context, there, what)
}
