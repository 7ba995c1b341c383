import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'

/** FRM-23: an event with a name. */
export const eventNames = scenario(
  'event-names',
  { says: 'Publish events with names.', kind: 'publishing', needs: ['endless', 'publish', 'event'] },
  async stage => {
    const { open, publish } = stage
    const stream = await open()
    await stream.head()
    if (!(await delivers(stage, stream))) return
    await publish('named', { event: 'Ssespec-Tick' })
    await stream.receives(await publish('unnamed'))
  },
)
