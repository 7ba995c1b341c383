import { scenario } from '../scenario.js'

/** RES-15: a client resumes from the newest id. */
export const resumeCaughtUp = scenario(
  'resume-caught-up',
  {
    says: 'Resume from the newest id when there is nothing new.',
    kind: 'publishing',
    timed: true,
    alone: true,
    needs: ['endless', 'publish'],
  },
  async ({ open, publish, wait, target }) => {
    const first = await open()
    await first.head()
    await publish('one')
    if (!(await first.receives(await publish('two')))) return
    const { lastEventId } = first
    first.cut()
    const second = await open({ label: 'caught-up', ...(lastEventId === '' ? {} : { lastEventId }) })
    await second.head(target.tolerance.head_ms * 2)
    await wait(300)
    await second.receives(await publish('three'))
  },
)
