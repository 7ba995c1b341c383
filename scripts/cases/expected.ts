import type { Report, Verdict } from '../../schemas/index.js'

/** The expected report of a case: complete lists of ids. */
export interface Expected {
  readonly fails?: readonly string[]
  readonly warns?: readonly string[]
  /** MUSTs that cannot be judged because of the fault. */
  readonly open?: readonly string[]
  /** Requirements whose result depends on the timing of the machine. */
  readonly may?: readonly string[]
  /** Words that the texts of failures and warnings must contain. */
  readonly names?: readonly string[]
  readonly unreachable?: string
}

export interface Said {
  readonly fails: readonly string[]
  readonly warns: readonly string[]
  readonly open: readonly string[]
  readonly conforms: boolean
  readonly unreachable?: string
  readonly report?: Report
}

const told = ({ id, verdict, expected, actual, reason }: Verdict): string =>
  `\n       ${id} ${verdict}: ${reason ?? ''} expected ${expected}; actual ${actual}`

/** The differences of a report from the expected one; undefined if there are none. */
export const differenceFrom = (expected: Expected | undefined, said: Said): string | undefined => {
  const lists = (['fails', 'warns', 'open'] as const).flatMap(list => {
    const should = expected?.[list] ?? []
    const missing = should.filter(id => !said[list].includes(id))
    const beyond = said[list].filter(id => !should.includes(id) && expected?.may?.includes(id) !== true)
    return [...missing.map(id => ({ list, id, sign: '-' })), ...beyond.map(id => ({ list, id, sign: '+' }))]
  })
  const text = JSON.stringify(
    said.report?.verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn') ?? said.unreachable ?? '',
  )
  const unnamed = [...(expected?.names ?? []), ...(expected?.unreachable === undefined ? [] : [expected.unreachable])].filter(
    name => !text.includes(name),
  )
  if (expected !== undefined && lists.length === 0 && unnamed.length === 0) return undefined
  const verdicts = said.report?.verdicts.filter(({ id, verdict }) => verdict !== 'pass' && lists.some(one => one.id === id)) ?? []
  return [
    expected === undefined ? '\n     nothing is expected of it' : '',
    ...lists.map(({ list, id, sign }) => `\n     ${sign} ${id} (${list})`),
    ...verdicts.map(told),
    ...unnamed.map(name => `\n     does not name ${name}`),
    said.unreachable === undefined ? '' : `\n     unreachable: ${said.unreachable}`,
  ].join('')
}
