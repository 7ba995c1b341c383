import { stringOf } from '../../matrix/answer.js'
import { scenario } from '../../scenario.js'
import { asStreams, bothTell } from './beside.js'

/** ID-07, ID-08: /sync continues from an event's id, and a stream from a /sync token. */
export const tokensCrossOver = scenario(
  'tokens-cross-over',
  { says: 'Continue /sync from an event id, and a stream from a token of /sync.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, home, publish, note, target }) => {
    const { member, room } = await home()
    note('own', room)
    const first = await open({ client: 'first' })
    await first.receives(await publish('before'))
    const { lastEventId: id } = first
    first.done()
    const { answer } = await member.sync({ ...asStreams(target), timeout: '0' })
    const token = stringOf(answer, 'next_batch')
    for (const text of ['missed, first', 'missed, second', 'missed, third']) await publish(text)
    await member.call('GET', `/sync?${new URLSearchParams({ since: id, timeout: '0' })}`, undefined, 'since-id')
    if (id === '' || token === '') return
    const cross = async (name: string, from: string) => ({
      stream: await open({ label: name, client: name, lastEventId: from }),
      chain: member.chain(name, asStreams(target), from),
    })
    const pairs = await Promise.all([cross('from-id', id), cross('from-token', token)])
    await bothTell(await publish('the end'), ...pairs)
  },
)
