import { scenario } from '../scenario.js'

/** FRM-09, ID-04, ID-08: ids that careless servers mangle, and a resume by one of them. */
export const ids = scenario(
  'ids',
  { says: 'Events with odd ids are published, and one of them is resumed from.', kind: 'publishing', needs: ['endless', 'publish', 'id'] },
  async ({ open, publish }) => {
    const first = await open()
    await first.head()
    await publish('with NUL', { id: 'nul\u0000{m}' })
    await publish('with edge space', { id: ' {m} ' })
    await publish('plain id', { id: '{m}' })
    const beyond = await publish('id beyond ASCII', { id: '{m}-\u00e9\u2713' })
    await first.receives(beyond)
    const id = first.idOf(beyond)
    first.cut()
    await publish('after', { id: '{m}' })
    const second = await open({ label: 'resumed', lastEventId: id ?? '' })
    await second.receives(await publish('last', { id: '{m}' }))
  },
)
