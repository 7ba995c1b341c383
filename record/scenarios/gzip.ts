import { scenario } from '../scenario.js'

/** HTTP-11: a client that accepts gzip. */
export const gzip = scenario(
  'gzip',
  {
    says: 'Request the stream with gzip and publish events one at a time.',
    kind: 'publishing',
    alone: true,
    needs: ['endless', 'publish'],
  },
  async ({ open, publish, target }) => {
    const [compressed, identity] = await Promise.all([
      open({ label: 'gzip', client: 'gzip', fields: { 'Accept-Encoding': 'gzip' } }),
      open({ label: 'identity', client: 'identity' }),
    ])
    await Promise.all([compressed.head(), identity.head()])
    for (const text of ['one', 'two']) {
      const publication = await publish(text)
      if (!(await identity.receives(publication))) return
      await compressed.receives(publication, target.tolerance.delivery_ms + 500)
    }
  },
)
