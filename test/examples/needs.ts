/** Outside CI what is not installed is left out, and said; in CI it must be there. */
export const needs = (context: Mocha.Context, there: boolean, what: string): void => {
  if (there) return
  if (process.env.CI === 'true') throw new Error(`${what} is not installed`)
  const { test } = context
  if (test !== undefined) test.title += ` (left out: ${what} is not installed)`
  context.skip()
}
