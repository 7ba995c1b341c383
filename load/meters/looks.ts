import type { LoadRun } from '../../schemas/index.js'
import { busyBetween } from './machine-busy.js'
import type { Look } from './server-meter.js'

const nearest = (looks: readonly Look[], at_us: number): Look | undefined =>
  looks.reduce<Look | undefined>(
    (best, look) => (best === undefined || Math.abs(look.at_us - at_us) < Math.abs(best.at_us - at_us) ? look : best),
    undefined,
  )

/** Activity of the machine and the server between two moments, in Unix time. */
export interface Between {
  readonly machine_busy: number
  readonly server?: NonNullable<LoadRun['measured']['server']>
}

/** The server's part is absent if it could not be measured. */
export const between = (looks: readonly Look[], from_us: number, to_us: number): Between => {
  const [one, other] = [nearest(looks, from_us), nearest(looks, to_us)]
  const machine_busy = one === undefined || other === undefined ? 0 : busyBetween(one.cores, other.cores)
  const seen = looks.flatMap(({ server }) => server ?? [])
  const served = looks.filter(({ server }) => server !== undefined)
  const [first] = seen
  const [begins, ends] = [nearest(served, from_us)?.server, nearest(served, to_us)?.server]
  if (first === undefined || begins === undefined || ends === undefined) return { machine_busy }
  const files = seen.flatMap(reading => reading.files ?? [])
  const [before] = files
  return {
    machine_busy,
    server: {
      // A restarted process counts from zero.
      cpu_s: Math.max(0, ends.cpu_s - begins.cpu_s),
      rss_bytes: Math.max(...seen.map(({ rss_bytes }) => rss_bytes)),
      rss_before_bytes: first.rss_bytes,
      ...(before === undefined ? {} : { sockets: Math.max(...files) - before }),
    },
  }
}
