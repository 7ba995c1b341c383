import { scenario } from '../scenario.js'
import { arrivesOn } from './delivers.js'

const spellings = ['last-event-id', 'LAST-EVENT-ID', 'Last-event-Id']

/** RES-17: the field name in other cases. */
export const lastEventIdSpellings = scenario(
  'last-event-id-spellings',
  { says: 'Send Last-Event-ID in other spellings.', kind: 'publishing', needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const first = await open()
    await first.head()
    const one = await publish('one')
    await publish('two')
    const three = await publish('three')
    await first.receives(three)
    const id = first.idOf(one)
    if (!id) return
    const lastEventId = { lastEventId: id }
    const resumed = await Promise.all(
      ['Last-Event-ID', ...spellings].map(lastEventIdName =>
        open({ label: lastEventIdName, client: lastEventIdName, lastEventIdName, ...lastEventId }),
      ),
    )
    await Promise.all(resumed.map(stream => stream.receives(three, 2000)))
    const four = await publish('four')
    if (await arrivesOn(resumed, four)) return
    await arrivesOn(resumed, await publish('five'))
  },
)
