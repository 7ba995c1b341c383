import { scenario } from '../../scenario.js'

const WATCHED_MS = 2_600

/** RES-15c, RES-15d: a client resumes from the newest token, and for a while nothing happens. */
export const caughtUp = scenario(
  'caught-up',
  {
    says: 'Resume from the newest token and let nothing happen for a while.',
    kind: 'publishing',
    needs: ['homeserver'],
    timed: true,
    window_ms: () => WATCHED_MS,
  },
  async ({ open, publish, wait }) => {
    const first = await open()
    await first.receives(await publish('one'))
    const { lastEventId } = first
    first.cut()
    if (lastEventId === '') return
    const second = await open({ label: 'caught-up', lastEventId })
    await second.head()
    await wait(WATCHED_MS)
    await second.receives(await publish('two'))
  },
)
