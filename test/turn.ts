/**
 * What is expensive is tested by turns: `npm test` runs one eighth of it, another for each commit; `npm run test:all` and mocha by itself run all of it.
 * SSESPEC_TURN, set by scripts/test.mjs, names the eighth: 0 to 7.
 */
const TURNS = 8
const turn = process.env.SSESPEC_TURN

/** Whether what stands at this place of its list is in this run. */
export const isOnTurn = (place: number): boolean => turn === undefined || place % TURNS === Number(turn)

/** The tests of one suite, each on its turn, in the order in which they stand. */
export const byTurns = (first = 0): ((title: string, test: (this: Mocha.Context) => void | Promise<void>) => void) => {
  let place = first
  return (title, test) => {
    if (isOnTurn(place++)) it(title, test)
  }
}
