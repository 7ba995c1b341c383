import { scenario } from '../scenario.js'

/** RES-05: the stream is cut in the middle of an event, and resumed from the one before. */
export const cutInsideEvent = scenario(
  'cut-inside-event',
  { says: 'Cut the stream in the middle of an event and resume it.', kind: 'publishing', alone: true, needs: ['endless', 'publish'] },
  async ({ open, publish }) => {
    const first = await open()
    await first.head()
    if (!(await first.receives(await publish('whole')))) return
    const lastEventId = first.lastEventId
    first.cutAt(first.received + 20_000)
    const long = await publish('cut', { bytes: 40_000 })
    await first.ended()
    if (lastEventId === '') return
    const second = await open({ lastEventId })
    await second.receives(long)
    await second.receives(await publish('after'))
  },
)
