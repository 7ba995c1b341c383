import type { Expectation, ExpectationState, Report, Verdict } from '../schemas/index.js'

const TEXTS: Readonly<Record<ExpectationState, (expectation: Expectation) => string>> = {
  expected: ({ reason, until }) => `expected failure until ${until}: ${reason}`,
  'other-reason': ({ reason, until }) => `not the failure that the baseline expects until ${until} (${reason}): this is another one`,
  expired: ({ reason, until }) => `the baseline expected this failure until ${until} (${reason}), and that day has passed`,
  'passes-again': ({ reason }) =>
    `the baseline expects a failure (${reason}), and it passes: take it off the list, or run with --update-baseline`,
}

/** What the baseline has to say of a verdict. */
export const expectationText = ({ baseline }: Verdict): string | undefined => baseline && TEXTS[baseline.state](baseline)

export const inState = ({ verdicts }: Report, state: ExpectationState): Verdict[] =>
  verdicts.filter(({ baseline }) => baseline?.state === state)
