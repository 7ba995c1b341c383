import { type Scenario, type Stage, type Stream, scenario } from '../scenario.js'
import type { Target } from '../target.js'

const EVERY_MS = 20_000

const watch_ms = ({ watch_s = 0 }: Target): number => watch_s * 1000

const opened = async ({ open, target }: Stage, protocol: '1.1' | '2'): Promise<Stream | undefined> => {
  const stream = await open({ protocol })
  return (await stream.head(target.tolerance.head_ms * 2)) ? stream : undefined
}

/** An old stream must still deliver. */
const deliversAtLast = async ({ publish, target }: Stage, stream: Stream) => {
  if (target.hooks.publish === undefined && target.homeserver === undefined) return
  await stream.receives(await publish('at last'))
  await stream.receives(await publish('behind'), 500)
}

const idle = (name: string, protocol: '1.1' | '2', over: string): Scenario =>
  scenario(
    name,
    {
      says: `Leave a stream idle for the time of --watch${over}.`,
      kind: 'quiet',
      needs: ['endless', 'watch'],
      window_ms: watch_ms,
      long: true,
    },
    async stage => {
      const stream = await opened(stage, protocol)
      if (stream === undefined || (await stream.ended(watch_ms(stage.target)))) return
      await deliversAtLast(stage, stream)
    },
  )

const sparse = (name: string, protocol: '1.1' | '2', over: string): Scenario =>
  scenario(
    name,
    {
      says: `Publish an event every 20 s for the time of --watch${over}.`,
      kind: 'publishing',
      needs: ['endless', 'publish', 'watch'],
      window_ms: watch_ms,
      long: true,
    },
    async stage => {
      const stream = await opened(stage, protocol)
      if (stream === undefined) return
      const until = performance.now() + watch_ms(stage.target)
      for (let count = 1; performance.now() < until && !stream.gone; count++) {
        await stream.receives(await stage.publish(`event ${count}`))
        if (await stream.ended(Math.min(EVERY_MS, Math.max(0, until - performance.now())))) return
      }
      await deliversAtLast(stage, stream)
    },
  )

/** LIF-07, HB-17: streams that are idle, or nearly, for the whole `--watch` duration; timeouts cut them after 30 or 60 s. */
export const watches: readonly Scenario[] = [
  idle('watch-idle', '1.1', ''),
  idle('watch-idle-http2', '2', ', over HTTP/2'),
  sparse('watch-sparse', '1.1', ''),
  sparse('watch-sparse-http2', '2', ', over HTTP/2'),
]
