/** Probes of the faults that only a load shows: what clients count is exactly what the server says that it spoilt. */

import type { Client } from '../client.js'
import type { Started } from '../started.js'
import type { Probe, Probes } from './probe.js'

const STREAMS = 100
const EVENTS = 200

const fill = (started: Started, streams: number) => Promise.all(Array.from({ length: streams }, () => started.open()))

async function spoilt(started: Started): Promise<number> {
  const text = await (await fetch(`${started.reference.url}/metrics`)).text()
  return Number(/^ssespec_reference_fault_total\{fault=".*"\} (\d+)/m.exec(text)?.[1] ?? 0)
}

/** The numbers that each client got, of 20,000 deliveries: two blocks of 10,000. */
async function delivered(started: Started): Promise<number[][]> {
  const clients = await fill(started, STREAMS)
  for (let index = 0; index < EVENTS; index += 1) await started.publish({ data: String(index) })
  await started.publish({ data: 'END' })
  const numbers = (client: Client) => client.events().flatMap(({ data }) => (data === 'END' ? [] : [Number(data)]))
  return Promise.all(clients.map(async client => numbers(await client.until(each => each.tail().includes('END\n\n')))))
}

function counting(defects: (numbers: readonly number[]) => number): Probe {
  return {
    shows: async started => {
      const all = await delivered(started)
      const seen = all.reduce((sum, numbers) => sum + defects(numbers), 0)
      return seen === 2 && (await spoilt(started)) === seen
    },
  }
}

export const loadProbes: Probes = {
  'one-event-in-ten-thousand-lost': counting(numbers => EVENTS - numbers.length),
  'one-event-in-ten-thousand-repeated': counting(numbers => numbers.filter((each, index) => each === numbers[index - 1]).length),
  'one-pair-in-ten-thousand-swapped': counting(
    numbers => numbers.filter((each, index) => each < (numbers[index - 1] ?? 0)).length + (EVENTS - numbers.length),
  ),
  'one-event-in-a-hundred-late-by-300-ms': {
    timed: true,
    shows: async started => {
      const clients = await fill(started, 20)
      let late = 0
      for (let index = 0; index < 20; index += 1) {
        const published_ms = performance.now()
        await started.publish({ data: `${index};` })
        await Promise.all(clients.map(client => client.until(each => each.tail().includes(`data: ${index};\n\n`))))
        if (performance.now() - published_ms >= 300) late += 1
      }
      return late === 4 && (await spoilt(started)) === late
    },
  },
}
