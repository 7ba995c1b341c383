/** A probe checks whether a fault's defect shows on the wire. It must not find the defect in the clean server. */

import type { ReferenceOptions } from '../../../reference/index.js'
import type { Client } from '../client.js'
import type { Started } from '../started.js'

export interface Probe {
  readonly options?: ReferenceOptions
  /** It measures time, so a machine that stutters may show the defect where there is none: the clean server may try again. */
  readonly timed?: boolean
  readonly shows: (started: Started) => Promise<boolean>
}

export type Probes = Record<string, Probe>

/** The event END came, whole. */
const hasEnd = (client: Client) => /data: ?END\r?\n(.*\r?\n)*\r?\n/.test(client.tail())

/** What a new stream gets when that is published, after the opening; the last event is one with the data END. */
export async function bytesOf(started: Started, ...publications: object[]): Promise<Buffer> {
  const client = await started.open()
  const opening_bytes = client.content().length
  for (const publication of publications) await started.publish(publication)
  await started.publish({ data: 'END' })
  await client.until(hasEnd)
  return client.content().subarray(opening_bytes)
}

export async function textOf(started: Started, ...publications: object[]): Promise<string> {
  return (await bytesOf(started, ...publications)).toString()
}

/** What a client dispatches of it, without the END. */
export async function dataOf(started: Started, ...publications: object[]): Promise<string[]> {
  const client = await started.open()
  for (const publication of publications) await started.publish(publication)
  await started.publish({ data: 'END' })
  await client.until(hasEnd)
  return client
    .events()
    .map(event => event.data)
    .filter(data => data !== 'END')
}

/** The data that a client gets which comes back with that id, up to an END published then. */
export async function resumed(started: Started, id: string, field = 'Last-Event-ID'): Promise<string[]> {
  const client = await started.open({ fields: [`${field}: ${id}`] })
  await started.publish({ data: 'END' })
  await client.until(hasEnd)
  const all = client.events().map(event => event.data)
  client.socket.destroy()
  return all.filter(data => data !== 'END')
}

/** Publishes each, and gives their ids. A stream is open meanwhile. */
export async function published(started: Started, ...data: string[]): Promise<string[]> {
  const client = await started.open()
  const ids: string[] = []
  for (const each of data) ids.push((await started.publish({ data: each })).id)
  await client.until(each => each.events().length >= data.length)
  client.socket.destroy()
  return ids
}

/** The value of a field of the head; '' when there is none. */
export function field(client: Client, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(client.head())?.[1]?.trim() ?? ''
}

export function status(client: Client): number {
  return Number(client.head().split(' ')[1] ?? 0)
}

/** Asks, and waits for the head of the answer. */
export function answered(started: Started, asked: Parameters<Started['ask']>[0]): Promise<Client> {
  return started.ask(asked).until(client => client.raw().includes('\r\n\r\n'))
}

export const pause = (wait_ms: number) => new Promise(resolve => setTimeout(resolve, wait_ms))
