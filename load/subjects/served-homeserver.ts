import { startHomeserverApart } from '../../homeserver/index.js'
import type { Target } from '../../record/index.js'
import type { Subject } from '../subject.js'
import type { SettledWorkload } from '../workload.js'
import { homeserverSubject } from './homeserver.js'

/** The embedded homeserver, started for one run and stopped after it. */
export const startServedHomeserver = async (
  workload: SettledWorkload,
  targetAt: (base_url: string) => Target,
  signal: AbortSignal,
): Promise<Subject> => {
  const { url, pid, stop } = await startHomeserverApart({ port: 0, http2: true, ...(workload.tls ? { tls: true } : {}) })
  try {
    const target = targetAt(url)
    const subject = await homeserverSubject({ ...target, tls: { insecure: workload.tls } }, {}, workload, signal)
    return { ...subject, told: { ...subject.told, embedded: true }, metrics: { pid }, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}
