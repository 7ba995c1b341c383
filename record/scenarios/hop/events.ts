import { type Stage, scenario } from '../../scenario.js'
import { PROMPT } from './prompt.js'

const SIZES = [1, 100, 1000, 4096, 16_384, 65_536]

/** Text of an event with this much data. */
export const eventOf = (bytes: number): string => `data: ${'x'.repeat(bytes)}\n\n`

/** HOP-02: an event right after the response headers. */
const firstEvent = async ({ through }: Stage): Promise<void> => {
  const { client, origin } = await through('first')
  if (origin === undefined) return
  origin.head()
  origin.write(eventOf(10))
  await client.events(1)
  origin.end()
  await client.ended()
}

/** HOP-01, HOP-03: events of several sizes, each after the one before has arrived or was waited for. */
const eachEvent = async ({ through }: Stage): Promise<void> => {
  const { client, origin } = await through('events')
  if (origin === undefined) return
  origin.head()
  await client.head()
  for (const [index, bytes] of SIZES.entries()) {
    origin.write(eventOf(bytes))
    await client.events(index + 1)
  }
  origin.end()
  await client.ended()
}

export const hopEvents = scenario(
  'hop-events',
  { says: 'Send response headers, then events one by one through the hop.', kind: 'publishing', needs: ['hop'], timed: PROMPT },
  async stage => {
    await Promise.all([firstEvent(stage), eachEvent(stage)])
  },
)
