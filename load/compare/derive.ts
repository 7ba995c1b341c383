import { type Claim, type ClaimFinding, type ClaimValue, type Comparison, defined, type Load } from '../../schemas/index.js'
import { figures } from '../figures.js'

type Loads = Readonly<Record<string, Load>>
type Measured = ClaimFinding['values'][number]

interface Range {
  readonly min: number
  readonly max: number
}

/** The minimum and maximum of the runs. */
const rangeOf = ({ measurement, transport, figure, times = 1, plus = 0 }: ClaimValue, loads: Loads): Range | undefined => {
  const spread = loads[measurement]?.transports.find(one => one.name === transport && one.generator_name === 'k6')?.figures[figure]
  return spread === undefined ? undefined : { min: spread.min * times + plus, max: spread.max * times + plus }
}

/** If the runs of one side differ as much as the two sides, their medians decide nothing. */
const overlapOf = ({ left, is, right }: Comparison, claim: Claim, loads: Loads): string[] => {
  if (is === 'at most' || typeof right === 'number') return []
  const [one, other] = [left, right].map(name => claim.values.find(value => value.name === name))
  if (one === undefined || other === undefined) return []
  const [a, b] = [rangeOf(one, loads), rangeOf(other, loads)]
  const isOverlap = a !== undefined && b !== undefined && a.min < b.max && b.min < a.max && (a.min < a.max || b.min < b.max)
  return isOverlap ? [`the runs of “${one.says}” and of “${other.says}” overlap`] : []
}

const measuredValue = ({ name, measurement, transport, figure, times = 1, plus = 0 }: ClaimValue, loads: Loads): Measured => {
  const found = loads[measurement]?.transports.find(one => one.name === transport && one.generator_name === 'k6')
  const spread = found?.figures[figure]
  if (spread === undefined) return { name }
  const doubt = found?.doubts?.find(({ of }) => of === 'all' || of === figures[figure].of)?.reason
  return { name, value: spread.median * times + plus, ...defined({ doubt }) }
}

const DEFAULT_MARGIN = 0.05

/** Undefined if a compared value was not measured. */
const isTrue = ({ left, is, right, margin = DEFAULT_MARGIN }: Comparison, values: ReadonlyMap<string, number>): boolean | undefined => {
  const [one, other] = [values.get(left), typeof right === 'number' ? right : values.get(right)]
  if (one === undefined || other === undefined) return undefined
  if (is === 'less than') return one < other * (1 - margin)
  return is === 'more than' ? one > other * (1 + margin) : one <= other * (1 + margin)
}

const textOf = ({ left, is, right, margin = DEFAULT_MARGIN }: Comparison, claim: Claim): string => {
  const named = (name: string): string => claim.values.find(value => value.name === name)?.says ?? name
  const by = margin === 0 ? '' : is === 'at most' ? ` (and ${100 * margin} %)` : ` by ${100 * margin} % or more`
  return `${named(left)} is ${is} ${typeof right === 'number' ? right : named(right)}${by}`
}

const namesIn = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ left, right }) => (typeof right === 'number' ? [left] : [left, right]))

const verdictOf = (
  claim: Claim,
  values: ReadonlyMap<string, number>,
  doubts: readonly string[],
): Pick<ClaimFinding, 'verdict' | 'text'> => {
  const { holds, only_if = [] } = claim
  const all = holds.map(comparison => isTrue(comparison, values))
  if (holds.length === 0 || all.includes(undefined)) return { verdict: 'not-measured', text: 'not measured' }
  if (doubts.length > 0) return { verdict: 'inconclusive', text: `inconclusive: ${doubts.join('; ')}` }
  if (all.every(Boolean)) return { verdict: 'holds', text: 'holds' }
  const conditions = only_if.filter(one => one.holds.every(comparison => isTrue(comparison, values) === true)).map(({ text }) => text)
  if (conditions.length === 0) return { verdict: 'does-not-hold', text: 'does not hold' }
  return { verdict: 'holds-only-if', text: `holds only if ${conditions.join(', or if ')}` }
}

/** Judges a claim by its declared comparisons of measurements, and by nothing else. */
export const findingOf = (claim: Claim, loads: Loads): ClaimFinding => {
  const measured = claim.values.map(value => measuredValue(value, loads))
  const values = new Map(measured.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))
  const used = new Set(namesIn([...claim.holds, ...(claim.only_if ?? []).flatMap(({ holds }) => holds)]))
  const doubts = [...new Set(measured.flatMap(({ name, doubt }) => (doubt === undefined || !used.has(name) ? [] : [doubt])))]
  const overlaps = claim.holds.flatMap(comparison => overlapOf(comparison, claim, loads))
  const compared = [...claim.holds, ...(claim.only_if ?? []).flatMap(({ holds }) => holds)].flatMap(comparison => {
    const holds = isTrue(comparison, values)
    return holds === undefined ? [] : [{ text: textOf(comparison, claim), true: holds }]
  })
  return { claim, ...verdictOf(claim, values, [...doubts, ...overlaps]), values: measured, compared }
}
