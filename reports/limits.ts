import type { Basis, Report } from '../schemas/index.js'
import { duration } from './conclusion.js'
import { visible } from './visible.js'

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`

/** `Breaks 2 sentences of standards, alters 1 kind of payload, misses 5 recommendations.` Empty if nothing failed. */
export const basisText = ({ verdicts }: Report): string | undefined => {
  const broken = verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  const of = (basis: Basis) => broken.filter(one => one.basis === basis).length
  const parts = [
    { number: of('standard'), says: `breaks ${count(of('standard'), 'sentence', 'sentences')} of standards` },
    { number: of('integrity'), says: `loses or alters what is published in ${count(of('integrity'), 'way', 'ways')}` },
    { number: of('practice'), says: `misses ${count(of('practice'), 'recommendation', 'recommendations')}` },
  ].filter(({ number }) => number > 0)
  const text = parts.map(({ says }) => says).join(', ')
  return text === '' ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const withArticle = (awaited: string): string => (awaited === 'event' ? 'an event' : awaited)

/** What the run watched, and what that cannot show, one sentence each. Visible text. */
export const limits = ({ watched, verdicts }: Report): string[] => {
  if (watched === undefined) return []
  const seen = verdicts.length > 0 && watched.idle_s > 0
  return [
    ...(seen
      ? [
          `Idle streams were watched for ${duration(watched.idle_s * 1000)}. Timeouts after that were not observed: use --watch 90s, for example.`,
        ]
      : []),
    ...(watched.briefly ?? []).map(awaited => `Three waits for ${withArticle(visible(awaited))} timed out, so later ones were kept short.`),
  ]
}
