import { scenario } from '../scenario.js'
import { publishWhenUp } from './up-again.js'

/** RES-11: the server restarts while a client is away. */
export const restart = scenario(
  'restart',
  { says: 'Restart the server while a client is disconnected.', kind: 'disruptive', needs: ['endless', 'publish', 'restart'] },
  async stage => {
    const first = await stage.open()
    await first.head()
    await first.receives(await stage.publish('before'))
    const lastEventId = first.lastEventId
    first.cut()
    await stage.publish('away')
    await stage.hook('restart')
    const last = await publishWhenUp(stage, 'after')
    const second = await stage.open({ label: 'resumed', ...(lastEventId === '' ? {} : { lastEventId }) })
    if (last === undefined) return
    await second.receives(last)
    await second.receives(await stage.publish('at last'))
  },
)
