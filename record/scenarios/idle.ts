import { type Declaration, type Stage, scenario } from '../scenario.js'
import { idleWindow_ms } from '../windows.js'

const left: Pick<Declaration, 'kind' | 'timed' | 'window_ms'> = { kind: 'quiet', timed: true, window_ms: idleWindow_ms }

const watch = async ({ open, wait, target }: Stage, protocol: '1.1' | '2') => {
  const stream = await open({ protocol })
  if (await stream.head()) await stream.ended(idleWindow_ms(target))
  else await wait(idleWindow_ms(target))
}

/** HB-04, HB-06, HB-11, HB-14, HB-15, HTTP-09: nothing is published, and the stream is watched. */
export const idle = scenario('idle', { says: 'Publish nothing and watch the stream.', needs: ['endless'], ...left }, stage =>
  watch(stage, '1.1'),
)

/** LIF-11: the same over HTTP/2, where a server may reset the stream and keep the connection open. */
export const idleHttp2 = scenario(
  'idle-http2',
  { says: 'Publish nothing and watch the stream over HTTP/2.', needs: ['endless'], ...left },
  async stage => {
    const stream = await stage.open({ protocol: '2' })
    if (await stream.head(stage.target.tolerance.head_ms * 2)) await stream.ended(idleWindow_ms(stage.target))
  },
)
