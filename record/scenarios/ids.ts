import { scenario } from '../scenario.js'

/** ID-08: a non-ASCII id, and a resume from it. */
export const ids = scenario(
  'ids',
  { says: 'Publish an event with a non-ASCII id and resume from it.', kind: 'hazardous', needs: ['endless', 'publish', 'id'] },
  async ({ open, publish }) => {
    const first = await open()
    await first.head()
    await publish('plain id', { id: '{m}' })
    const beyond = await publish('id beyond ASCII', { id: '{m}-\u00e9\u2713', hazard: true })
    await first.receives(beyond)
    const id = first.idOf(beyond)
    first.cut()
    await publish('after', { id: '{m}' })
    const second = await open({ label: 'resumed', lastEventId: id ?? '' })
    await second.head()
    await second.receives(await publish('last', { id: '{m}' }))
  },
)
