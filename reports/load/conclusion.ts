import type { Agreement, Load, ThresholdResult } from '../../schemas/index.js'
import { countText, FIGURE_ROWS, figureText, transportTitle } from './figure-words.js'

/** The workload in one sentence. */
export const workloadText = ({ workload }: Load): string => {
  const { connections, rate_per_s, payload_bytes, fanout, duration_s } = workload
  const clients = `${countText(connections)} clients for ${duration_s} s`
  return rate_per_s === 0
    ? `${clients}; no events published`
    : `${clients}; ${rate_per_s} events of ${payload_bytes} bytes per second, each to ${countText(fanout)} clients: ${countText(Math.round(rate_per_s * fanout))} deliveries per second`
}

/** Why figures are in doubt, one line per transport. */
export const doubtTexts = ({ transports }: Load): string[] =>
  transports.flatMap(transport => {
    if (transport.doubts === undefined) return []
    const kept = transport.doubts.every(({ of }) => of === 'times') ? ' Times and CPU are in doubt; counts and bytes are not.' : ''
    return [`${transportTitle(transport)}: ${transport.doubts.map(({ reason }) => reason).join('; ')}.${kept}`]
  })

const shownValue = ({ figure, actual }: ThresholdResult): string => {
  const unit = FIGURE_ROWS.find(({ name }) => name === figure)?.unit ?? 'count'
  return actual === undefined ? 'not measured' : figureText(actual, unit)
}

export const thresholdText = (result: ThresholdResult): string => {
  const { transport, figure, bound, state, reason } = result
  const why = reason === undefined ? '' : ` (${reason})`
  return `${transport}: ${figure} is ${shownValue(result)}, ${bound}: ${state}${why}`
}

export const agreementText = ({ transport, between, of, ratio, limit, agree }: Agreement): string =>
  `${transport}: ${between} ${agree ? 'agree' : 'DISAGREE'} on ${of}, ratio ${ratio.toFixed(4)} (within ${100 * limit} %)`

export const skippedText = ({ skipped = [] }: Load): string[] => skipped.map(({ name, reason }) => `${name} was not run: ${reason}`)

/** The result in one line. */
export const loadConclusion = (load: Load): { readonly kind: 'pass' | 'fail' | 'inconclusive'; readonly text: string } => {
  const { interrupted, thresholds, transports } = load
  const crossed = thresholds.filter(({ state }) => state === 'crossed').length
  const part = interrupted ? 'Stopped early; these figures cover only part of the run. ' : ''
  if (crossed > 0) return { kind: 'fail', text: `${part}${crossed} of ${thresholds.length} thresholds crossed` }
  const open = transports.filter(({ verdict }) => verdict === 'inconclusive').length
  if (transports.length === 0) return { kind: 'inconclusive', text: `${part}Nothing was measured` }
  if (open > 0) return { kind: 'inconclusive', text: `${part}Inconclusive for ${open} of ${transports.length} transports` }
  return { kind: 'pass', text: thresholds.length === 0 ? 'Measured' : `Within every threshold (${thresholds.length})` }
}
