import type { Schedule } from './schedule.js'
import type { Route, Subject } from './subject.js'
import type { Transport } from './transports.js'
import type { SettledWorkload } from './workload.js'

/** Environment variables of the k6 scripts (load/k6/scripts/settings.js, publish.js, longpoll.js). */
export const environmentOf = (
  transport: Transport,
  route: Route,
  workload: SettledWorkload,
  schedule: Schedule,
  subject: Pick<Subject, 'publish' | 'sources' | 'insecure'>,
  run: string,
  accounts_file: string,
): Record<string, string> => {
  const { publish, sources, insecure } = subject
  const seconds = (value: number): string => `${Math.round(1000 * value)}ms`
  return {
    ACCOUNTS: accounts_file,
    CONNECTIONS: String(workload.connections),
    RAMP: seconds(schedule.ramp_s),
    SETTLE: seconds(schedule.settle_s),
    DURATION: seconds(schedule.duration_s),
    DRAIN: seconds(schedule.drain_s),
    RUN: run,
    HTTP: transport.http,
    ...(insecure ? { INSECURE: '1' } : {}),
    ...(workload.compression ? { COMPRESSION: '1' } : {}),
    ...(workload.churn_per_s > 0 ? { CHURN_PER_SECOND: String(workload.churn_per_s) } : {}),
    ...(transport.script === 'longpoll' || transport.script === 'polling'
      ? {
          SINCE: route.since ?? 'since',
          NEXT: route.next ?? 'next_batch',
          KEEPALIVE: transport.keepalive ? '1' : '0',
          ANSWER: seconds(workload.poll_timeout_s + 30),
          INTERVAL: seconds(workload.poll_interval_s),
        }
      : {}),
    ...(workload.rate_per_s > 0 && publish !== undefined
      ? {
          PUBLISH: JSON.stringify(publish),
          SOURCES: JSON.stringify(sources),
          RATE: String(workload.rate_per_s),
          PAYLOAD_BYTES: String(workload.payload_bytes),
        }
      : { PUBLISH: '' }),
  }
}
