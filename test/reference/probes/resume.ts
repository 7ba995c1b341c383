/** Probes of the faults in how a client comes back. */

import { type Client, comesToBe, control, eventually } from '../client.js'
import type { Started } from '../started.js'
import { answered, dataOf, type Probe, type Probes, pause, published, resumed, status } from './probe.js'

/** A defect in what comes back after the nth of one, two, three. */
function after(nth: 0 | 1 | 2, got: string): Probe {
  return {
    shows: async started => {
      const ids = await published(started, 'one', 'two', 'three')
      return (await resumed(started, ids[nth] ?? '')).join() === got
    },
  }
}

/** A client that stops reading while 24 MiB are published, and reads again before the last event is. */
async function readLate(started: Started): Promise<Client> {
  const client = await started.open()
  client.socket.pause()
  for (let count = 0; count < 24; count++) await started.publish({ data: `${count} ${'x'.repeat(1 << 20)}` })
  client.socket.resume()
  await started.publish({ data: 'END' })
  return client
}

/** What a request with those Last-Event-ID fields is answered. */
async function statusOf(started: Started, ...ids: string[]): Promise<number> {
  await published(started, 'one')
  return status(await answered(started, { fields: ids.map(id => `Last-Event-ID: ${id}`) }))
}

/** Drops a reader that takes nothing while 40 MiB are published; gives the last id that it got, and how many events were published. */
export async function droppedReader(started: Started): Promise<{ id: string; got: number; published: number }> {
  const client = await started.open()
  client.socket.pause()
  let count = 0
  while (count < 60 && !(await dropped(started))) {
    await started.publish({ data: `${count} ${'x'.repeat(1 << 20)}` })
    count += 1
  }
  client.socket.resume()
  await client.until(each => each.ended())
  const events = client.events()
  return { id: events.at(-1)?.id ?? '', got: events.length, published: count }
}

async function dropped(started: Started): Promise<boolean> {
  const text = await (await fetch(`${started.reference.url}/metrics`)).text()
  return /readers_dropped_total [1-9]/.test(text)
}

/** What a client gets that resumes from the first of two events, when a third is published just as it comes back. */
function overtaken(got: string): Probe {
  return {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      const client = await started.open({ fields: [`Last-Event-ID: ${id}`] })
      await started.publish({ data: 'three' })
      await pause(100)
      await started.publish({ data: 'END' })
      await client.until(each => each.events().some(({ data }) => data === 'END'))
      return (
        client
          .events()
          .map(({ data }) => data)
          .join() === got
      )
    },
  }
}

const CONTROL = { control: true }

export const resumeProbes: Probes = {
  'last-event-id-ignored': after(0, ''),
  'resume-skips-one': after(0, 'three'),
  'gap-lost': {
    shows: async started => {
      const [id = ''] = await published(started, 'one')
      await eventually(() => true)
      await pause(100)
      await started.publish({ data: 'two' })
      return (await resumed(started, id)).length === 0
    },
  },
  'ids-beyond-ascii': {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      return id.endsWith('é') && (await resumed(started, id)).length === 0
    },
  },
  'history-without-ids': {
    shows: async started => {
      await started.publish({ data: 'one' })
      return (await dataOf(started)).join() === 'one'
    },
  },
  'one-event-in-five-lost': {
    shows: async started => {
      const client = await started.open()
      for (const data of ['1', '2', '3', '4', '5', '6']) await started.publish({ data })
      await client.until(each => each.events().some(({ data }) => data === '6'))
      return !client.events().some(({ data }) => data === '5')
    },
  },
  'slow-reader-skips-events': {
    options: { max_buffered_bytes: 1 << 20 },
    shows: async started => {
      const client = await readLate(started)
      return (await comesToBe(client, each => each.tail().includes('data: END'), 5000)) && client.events().length < 25
    },
  },
  'readers-queue-without-bound': {
    options: { max_buffered_bytes: 1 << 20 },
    shows: async started => {
      const client = await readLate(started)
      await comesToBe(client, each => each.ended() || each.tail().includes('data: END'), 5000)
      return client.events().length === 25
    },
  },
  'events-during-replay-lost': overtaken('two,END'),
  'events-during-replay-twice': overtaken('two,three,three,END'),
  'new-events-before-replay': overtaken('three,two,END'),
  'resume-repeats-one': after(0, 'one,two,three'),
  'resume-reordered': after(0, 'three,two'),
  'cut-event-counted-as-sent': {
    shows: async started => {
      const ids = await published(started, 'one', 'two')
      await pause(100)
      return (await resumed(started, ids[0] ?? '')).length === 0
    },
  },
  'empty-last-event-id-500': { shows: async started => (await statusOf(started, '')) === 500 },
  'unknown-last-event-id-500': { shows: async started => (await statusOf(started, 'unknown')) === 500 },
  'unknown-last-event-id-hangs': {
    shows: async started => {
      await published(started, 'one')
      return !(await comesToBe(started.ask({ fields: ['Last-Event-ID: unknown'] }), client => client.raw().length > 0, 500))
    },
  },
  'restart-forgets': {
    options: CONTROL,
    shows: async started => {
      const ids = await published(started, 'one', 'two')
      await control(started.reference, 'restart')
      return (await resumed(started, ids[0] ?? '')).length === 0
    },
  },
  'streams-share-events': {
    shows: async started => {
      const clients = [await started.open(), await started.open()]
      for (const data of ['one', 'two', 'three', 'four']) await started.publish({ data })
      await pause(100)
      return clients.every(client => client.events().length === 2)
    },
  },
  'cursor-only-advances': after(0, 'three'),
  'caught-up-resume-withholds-head': {
    shows: async started => {
      const [id = ''] = await published(started, 'one')
      return !(await comesToBe(started.ask({ fields: [`Last-Event-ID: ${id}`] }), client => client.raw().length > 0, 500))
    },
  },
  'caught-up-resume-replays': after(2, 'three'),
  'last-event-id-case-sensitive': {
    shows: async started => {
      const [id = ''] = await published(started, 'one', 'two')
      return (await resumed(started, id)).join() === 'two' && (await resumed(started, id, 'last-event-id')).length === 0
    },
  },
  'two-last-event-ids-crash': { shows: async started => (await statusOf(started, 'a', 'b')) === 500 },
  'dropped-reader-loses-events': {
    shows: async started => {
      const reader = await droppedReader(started)
      const back = await resumed(started, reader.id)
      return reader.got + back.length < reader.published
    },
  },
}
