import { scenario } from '../scenario.js'

/** FRM-20: an empty payload is published between two others. */
export const emptyPayload = scenario(
  'empty-payload',
  { says: 'An empty payload is published between two others.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const stream = await open()
    await stream.head()
    await stream.receives(await publish('before'))
    await publish('', { case: 'empty' })
    await stream.receives(await publish('after'))
  },
)
