import { scenario } from '../scenario.js'

/** HTTP-11: a client that takes gzip. */
export const gzip = scenario(
  'gzip',
  {
    says: 'The stream is asked for in gzip, and events are published one at a time.',
    kind: 'publishing',
    alone: true,
    needs: ['endless', 'publish'],
  },
  async ({ open, publish, target }) => {
    const stream = await open({ label: 'gzip', fields: { 'Accept-Encoding': 'gzip' } })
    await stream.head()
    await stream.receives(await publish('one'), target.tolerance.delivery_ms + 500)
    await stream.receives(await publish('two'), target.tolerance.delivery_ms + 500)
  },
)
