/** Probes of the faults in the life of a stream. */

import { comesToBe, control } from '../client.js'
import type { Started } from '../started.js'
import { answered, type Probes, pause } from './probe.js'

const FAST = { heartbeat_interval_s: 0.2 }

/** The milliseconds at which so many heartbeats came, from the opening on. */
async function beats(started: Started, count: number): Promise<number[]> {
  const client = await started.open()
  const start_ms = performance.now()
  const at_ms: number[] = []
  for (let nth = 1; nth <= count; nth += 1) {
    await client.until(each => each.text().split(': \n\n').length > nth)
    at_ms.push(performance.now() - start_ms)
  }
  return at_ms
}

const gaps = (at_ms: readonly number[]) => at_ms.map((each, index) => each - (at_ms[index - 1] ?? 0))

/** Whether a reader gets what is published while another one takes nothing of 16 MiB. */
async function heardBesideSlowReader(started: Started): Promise<boolean> {
  const slow = await started.open()
  slow.socket.pause()
  const other = await started.open()
  for (let count = 0; count < 16; count += 1) await started.publish({ data: 'x'.repeat(1 << 20) })
  await started.publish({ data: 'heard' })
  return comesToBe(other, each => each.tail().includes('heard'), 4000)
}

async function metric(started: Started, name: string): Promise<number> {
  const text = await (await fetch(`${started.reference.url}/metrics`)).text()
  return Number(new RegExp(`^ssespec_reference_${name} (\\d+)`, 'm').exec(text)?.[1])
}

/** What a stream says until it ends. */
async function said(started: Started): Promise<string> {
  const client = await answered(started, {})
  await comesToBe(client, each => each.ended() || each.raw().toString().endsWith('0\r\n\r\n'), 2000)
  return client.text()
}

export const lifeProbes: Probes = {
  mute: {
    shows: async started => {
      const client = await started.open()
      const { status } = await started.publish({ data: 'x' })
      await pause(300)
      return status === 200 && client.events().length === 0
    },
  },
  'events-late': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x' })
      await pause(300)
      return client.events().length === 0 && (await comesToBe(client, each => each.events().length === 1, 9000))
    },
  },
  'stream-ends-after-an-event': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x' })
      return (await comesToBe(client, each => each.ended(), 500)) && client.events().length === 1
    },
  },
  'completion-without-an-event': { shows: async started => (await said(started)).endsWith(': thinking\n\n') },
  'json-texts-in-one-event': {
    shows: async started => /data: \{.*\}\ndata: \{.*\}\ndata: \[DONE\]\n\n$/.test(await said(started)),
  },
  'json-error-in-stream': {
    options: { control: true },
    shows: async started => {
      const client = await started.open()
      await control(started.reference, 'fail')
      await client.until(each => each.ended())
      return /^\{"error":.*\}$/m.test(client.text())
    },
  },
  'no-heartbeats': {
    options: { heartbeat_interval_s: 0.1 },
    shows: async started => !(await comesToBe(await started.open(), each => each.text().includes(': \n\n'), 1000)),
  },
  'heartbeat-late': { options: FAST, timed: true, shows: async started => (gaps(await beats(started, 3))[1] ?? 0) > 600 },
  'first-heartbeat-late': { options: FAST, timed: true, shows: async started => (gaps(await beats(started, 1))[0] ?? 0) > 600 },
  'heartbeats-doubled': { options: FAST, timed: true, shows: async started => ((await beats(started, 10)).at(-1) ?? 0) < 1_500 },
  'heartbeat-put-off-by-events': {
    options: FAST,
    timed: true,
    shows: async started => {
      const client = await started.open()
      for (let count = 0; count < 12; count += 1) {
        await started.publish({ data: 'x' })
        await pause(100)
      }
      return client.text().split(': \n\n').length < 4
    },
  },
  'heartbeats-queue-up': {
    options: { heartbeat_interval_s: 0.02, max_buffered_bytes: 2 ** 40 },
    shows: async started => {
      const client = await started.open()
      client.socket.pause()
      for (let count = 0; count < 16; count += 1) await started.publish({ data: 'x'.repeat(1 << 20) })
      await pause(500)
      client.socket.resume()
      await client.until(each => each.received_bytes() > 16 << 20)
      return client.text().includes(': \n\n'.repeat(15))
    },
  },
  'streams-never-freed': {
    shows: async started => {
      const client = await started.open()
      client.socket.destroy()
      await pause(200)
      return (await metric(started, 'streams_open')) === 1
    },
  },
  'shutdown-inside-an-event': {
    shows: async started => {
      const client = await started.open()
      await started.publish({ data: 'x' })
      await started.reference.stop()
      await client.until(each => each.ended())
      return !client.text().endsWith('\n\n') && client.raw().toString().endsWith('0\r\n\r\n')
    },
  },
  'error-page-in-stream': {
    options: { control: true },
    shows: async started => {
      const client = await started.open()
      await control(started.reference, 'fail')
      await client.until(each => each.ended())
      return client.text().includes('<html>')
    },
  },
  'stream-ends-by-itself': {
    shows: async started => comesToBe(await started.open(), client => client.ended(), 4000),
  },
  'stream-ends-inside-an-event': {
    shows: async started => {
      const client = await started.open()
      await comesToBe(client, each => each.ended(), 4000)
      return client.ended() && !client.text().endsWith('\n\n') && client.raw().toString().endsWith('0\r\n\r\n')
    },
  },
  'stream-ends-without-last-chunk': {
    shows: async started => {
      const client = await started.open()
      await comesToBe(client, each => each.ended(), 4000)
      return client.ended() && client.text().endsWith('\n\n') && !client.raw().toString().endsWith('0\r\n\r\n')
    },
  },
  'channel-cross-talk': {
    shows: async started => {
      const other = await started.open({ path: '/events?channel=other' })
      for (const data of ['one', 'two', 'three', 'four']) await started.publish({ data })
      await started.publish({ data: 'END', channel: 'other' })
      await other.until(each => each.text().includes('END'))
      return (
        other
          .events()
          .map(event => event.data)
          .join() === 'three,END'
      )
    },
  },
  'slow-reader-blocks-others': { shows: async started => !(await heardBesideSlowReader(started)) },
}
