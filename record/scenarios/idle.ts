import { scenario } from '../scenario.js'
import { idleWindow_ms } from '../windows.js'

/** HB-04, HB-06, HB-11, HB-14, HB-15, HTTP-09: nothing is published, and the stream is watched. */
export const idle = scenario(
  'idle',
  { says: 'Nothing is published, and the stream is watched.', kind: 'quiet', timed: true, needs: ['endless'], window_ms: idleWindow_ms },
  async ({ open, wait, target }) => {
    const stream = await open()
    await stream.head()
    await wait(idleWindow_ms(target))
  },
)
