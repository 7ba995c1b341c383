/** What is not installed is left out, in CI too, and said. */
export const wants = (context: Mocha.Context, there: boolean, what: string): void => {
  if (there) return
  const { test } = context
  if (test !== undefined) test.title += ` (left out: ${what} is not installed)`
  context.skip()
}

/** What `.ci/run` installs must be there in CI. */
export const needs = (context: Mocha.Context, there: boolean, what: string): void => {
  if (!there && process.env.CI === 'true') throw new Error(`${what} is not installed`)
  wants(context, there, what)
}
