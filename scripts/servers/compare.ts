// Compares ssespec's verdicts with the raw reader's answers.
import type { RawAnswer } from './raw-answer.js'
import type { Recorded, ServerResult } from './results.js'

export interface Disagreement {
  readonly server: string
  readonly id: string
  readonly ssespec: Recorded
  readonly raw: RawAnswer
}

const says: Readonly<Partial<Record<Recorded['verdict'], RawAnswer['answer']>>> = { pass: 'holds', warn: 'fails', fail: 'fails' }

export interface Comparison {
  readonly agreed: number
  /** One reports that the requirement is met, the other that it is not. */
  readonly differ: readonly Disagreement[]
  /** The raw reader saw it fail, and ssespec had no verdict. */
  readonly unjudged: readonly Disagreement[]
}

export const compare = (servers: Readonly<Record<string, ServerResult>>): Comparison => {
  const pairs = Object.entries(servers).flatMap(([server, { verdicts, raw }]) =>
    Object.entries(raw).flatMap(([id, answer]): Disagreement[] => {
      const verdict = verdicts[id]
      return verdict === undefined || answer.answer === 'not seen' ? [] : [{ server, id, ssespec: verdict, raw: answer }]
    }),
  )
  const judged = pairs.filter(({ ssespec }) => says[ssespec.verdict] !== undefined)
  const differ = judged.filter(({ ssespec, raw }) => says[ssespec.verdict] !== raw.answer)
  return {
    agreed: judged.length - differ.length,
    differ,
    unjudged: pairs.filter(({ ssespec, raw }) => says[ssespec.verdict] === undefined && raw.answer === 'fails'),
  }
}

const line = ({ server, id, ssespec, raw }: Disagreement): string =>
  `  ${server}  ${id}: ssespec ${ssespec.verdict} (${ssespec.actual ?? ssespec.reason ?? ''}); raw reader ${raw.answer} (${raw.seen ?? ''})`

/** The comparison for the terminal. */
export const comparisonText = (comparison: Comparison): string =>
  [
    `${comparison.agreed + comparison.differ.length} verdicts were compared with the raw reader: ${comparison.agreed} agree, ${comparison.differ.length} differ; ${comparison.unjudged.length} that it saw fail were not judged`,
    ...comparison.differ.map(line),
    ...(comparison.unjudged.length === 0 ? [] : ['not judged by ssespec:', ...comparison.unjudged.map(line)]),
  ].join('\n')
