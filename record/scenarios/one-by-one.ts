import type { PublishOptions, Stage, Stream } from '../scenario.js'
import { arrivesOn, delivers } from './delivers.js'

/** A payload that may break the streams that carry it. `{m}` is replaced by its marker. */
export interface Hazard extends Pick<PublishOptions, 'event' | 'id'> {
  readonly text: string
}

// A server may deliver out of order, so what has not arrived before the canary gets extra time.
const MOMENT_MS = 300
// By then, a server that ends streams after some event has done so.
const SETTLES_MS = 100

/**
 * Publishes one hazardous payload at a time, by name, each followed by a plain canary. If the stream ended or the canary does not arrive, the client
 * reconnects, so that each payload gets its own verdict. A plain payload first shows that the channel delivers.
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
    // A second canary distinguishes a stream that has stopped from one that lost an event.
    const stopped = !delivers && (streams.some(({ gone }) => gone) || !(await arrivesOn(streams, await publish(`still after ${name}`))))
    if (publication.answer.ok && text !== '') await Promise.all(streams.map(stream => stream.receives(publication, MOMENT_MS)))
    if (!stopped) continue
    for (const stream of streams) stream.finish()
    await connect(`after ${name}`)
  }
}
