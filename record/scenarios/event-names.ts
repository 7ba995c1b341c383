import { scenario } from '../scenario.js'

/** FRM-23: an event with a name. */
export const eventNames = scenario(
  'event-names',
  { says: 'Events with names are published.', kind: 'publishing', needs: ['endless', 'publish', 'event'] },
  async ({ open, publish }) => {
    const stream = await open()
    await stream.head()
    await publish('named', { event: 'Ssespec-Tick' })
    await stream.receives(await publish('unnamed'))
  },
)
