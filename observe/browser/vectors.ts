import type { VectorsSeen } from '../../schemas/index.js'
import type { ExchangeReading } from '../exchange.js'
import { brief } from '../places.js'
import { eventsOf, type SourceReading } from './page.js'

const EXCERPT_CHARACTERS = 200

const bytesOf = ({ content }: ExchangeReading): string => JSON.stringify(brief(content.text, 400))

/** Compares what the pages dispatched for the vectors played by the relay with what the standard's parser dispatches for the same bytes. */
export const vectorFacts = (sources: readonly SourceReading[]): { vectors: VectorsSeen } | undefined => {
  const played = sources.flatMap(source => {
    const [exchange] = source.requests
    const vector = exchange?.open.page?.vector
    return exchange === undefined || vector === undefined ? [] : [{ source, exchange, vector }]
  })
  if (played.length === 0) return undefined
  const differing = played.flatMap(({ source, exchange, vector }): VectorsSeen['differing'] => {
    const standard = exchange.stream.events.map(({ type, excerpt, lastEventId }) => ({ type, data: excerpt, lastEventId }))
    const dispatched = eventsOf(source).map(({ line }) => ({
      type: line.type ?? '',
      data: brief(line.data ?? '', EXCERPT_CHARACTERS),
      lastEventId: line.last_event_id ?? '',
    }))
    const [said, seen] = [JSON.stringify(standard), JSON.stringify(dispatched)]
    if (said === seen) return []
    const at = { connection: exchange.open.on, offset: 0, t_ms: exchange.open.t / 1e6 }
    return [
      {
        text: `${source.version}: ${vector}`,
        vector,
        bytes: bytesOf(exchange),
        standard: brief(said, 1000),
        dispatched: brief(seen, 1000),
        at,
      },
    ]
  })
  return { vectors: { played: played.length, differing } }
}
