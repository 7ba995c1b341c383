import type { Expectation, ExpectationState, Report, Verdict } from '../schemas/index.js'

const TEXTS: Readonly<Record<ExpectationState, (expectation: Expectation) => string>> = {
  expected: ({ reason, until }) => `expected failure until ${until}: ${reason}`,
  'other-reason': ({ reason, until }) => `a different failure than the baseline expects until ${until} (${reason})`,
  expired: ({ reason, until }) => `the baseline expected this failure only until ${until} (${reason})`,
  'passes-again': ({ reason }) =>
    `passes, though the baseline expects a failure (${reason}): remove the entry, or run with --update-baseline`,
}

/** The baseline's expectation for a verdict. */
export const expectationText = ({ baseline }: Verdict): string | undefined => baseline && TEXTS[baseline.state](baseline)

export const inState = ({ verdicts }: Report, state: ExpectationState): Verdict[] =>
  verdicts.filter(({ baseline }) => baseline?.state === state)
