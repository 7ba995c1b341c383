import { scenario } from '../../scenario.js'

/** RES-10: Last-Event-ID and `since` name two positions of the same stream. */
export const sinceBesideHeader = scenario(
  'since-beside-header',
  { says: 'Send Last-Event-ID together with a different since parameter.', kind: 'publishing', needs: ['homeserver'] },
  async ({ open, probe, publish }) => {
    const first = await open()
    await first.receives(await publish('one'))
    const older = first.lastEventId
    await first.receives(await publish('two'))
    const newer = first.lastEventId
    const last = await publish('three')
    await first.receives(last)
    const streams = await Promise.all([
      probe('newer-in-header', { lastEventId: newer, query: { since: older } }),
      probe('older-in-header', { lastEventId: older, query: { since: newer } }),
    ])
    await Promise.all(streams.map(async stream => (await stream.head()) && stream.status === 200 && stream.receives(last)))
  },
)
