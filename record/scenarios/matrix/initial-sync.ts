import { stringOf } from '../../matrix/answer.js'
import { scenario } from '../../scenario.js'
import { usualFilter as filter } from './filters.js'

/** RES-01, RES-06b, RES-09: no Last-Event-ID, an empty one, and parameters that only /sync has, each next to an initial /sync. */
export const initialSync = scenario(
  'initial-sync',
  { says: 'Request the stream without a sync token, compared with an initial /sync.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, probe, home, publish, note }) => {
    const { member: me, room } = await home()
    note('own', room)
    note('second', await me.createRoom({ name: 'second' }))
    await me.setAccountData('org.ssespec.data', { value: 1 })
    await me.setAccountData('m.tag', { tags: { 'u.work': { order: 0.5 } } }, room)
    await publish('before')
    const since = stringOf((await me.sync({ filter })).answer, 'next_batch')
    for (const chain of ['client', 'empty', 'since', 'timeout']) await me.sync({ filter }, chain)
    const streams = await Promise.all([
      open({ client: 'client' }),
      probe('empty', { client: 'empty', lastEventId: '' }),
      probe('since', { client: 'since', query: { since } }),
      probe('timeout', { client: 'timeout', query: { timeout: '0' } }),
    ])
    await Promise.all(streams.map(stream => stream.events(1)))
    const after = await publish('after')
    await Promise.all(streams.map(stream => stream.status !== 400 && stream.receives(after)))
  },
)
