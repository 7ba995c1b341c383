import type { PublishOptions, Stage, Stream } from '../scenario.js'
import { arrivesOn, delivers } from './delivers.js'

/** A payload that may harm the streams it is sent on. `{m}` stands for its marker. */
export interface Hazard extends Pick<PublishOptions, 'event' | 'id'> {
  readonly text: string
}

// A server may deliver out of order: what was not received before the canary has a moment more.
const MOMENT_MS = 300
// A server that ends its streams after any event has done so by then.
const SETTLES_MS = 100

/**
 * Publishes one hazard at a time, under its name, each followed by a plain canary. Where the stream ended, or the canary does not arrive on
 * it, the client connects again: each payload has a verdict of its own. Before them a plain payload shows that the channel delivers.
 */
export const oneByOne = async (stage: Stage, hazards: Readonly<Record<string, Hazard>>, clients = ['client']): Promise<void> => {
  const { open, publish, wait } = stage
  let streams: Stream[] = []
  const connect = async (label: string) => {
    streams = await Promise.all(clients.map(client => open({ client, label: `${client}, ${label}` })))
    await Promise.all(streams.map(stream => stream.head()))
  }
  await connect('before')
  if (!(await delivers(stage, ...streams))) return
  await wait(SETTLES_MS)
  for (const [name, { text, ...named }] of Object.entries(hazards)) {
    const publication = await publish(text, { case: name, hazard: true, ...named })
    const delivers = await arrivesOn(streams, await publish(`after ${name}`))
    // A second one tells a stream that has stopped from one that lost an event.
    const stopped = !delivers && (streams.some(({ gone }) => gone) || !(await arrivesOn(streams, await publish(`still after ${name}`))))
    if (publication.answer.ok && text !== '') await Promise.all(streams.map(stream => stream.receives(publication, MOMENT_MS)))
    if (!stopped) continue
    for (const stream of streams) stream.finish()
    await connect(`after ${name}`)
  }
}
