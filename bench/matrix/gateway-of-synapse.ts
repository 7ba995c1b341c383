import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readProcessTree } from '../../load/meters/process-tree.js'
import { startApart } from '../../reference/index.js'
import type { Config } from '../../schemas/index.js'
import { startUpstream } from '../../test/upstreams/upstream.js'

/** A Prometheus page for several processes of one server. */
const metricsOf = async (pids: readonly number[]): Promise<{ url: string; close: () => void }> => {
  const page = createServer(async (_request, response) => {
    const all = await Promise.all(pids.map(pid => readProcessTree(pid, false)))
    const sum = (of: 'cpu_s' | 'rss_bytes'): number => all.reduce((so_far, reading) => so_far + reading[of], 0)
    response.end(`process_cpu_seconds_total ${sum('cpu_s')}\nprocess_resident_memory_bytes ${sum('rss_bytes')}\n`)
  }).listen(0, '127.0.0.1')
  await once(page, 'listening')
  return { url: `http://127.0.0.1:${(page.address() as AddressInfo).port}/`, close: () => page.close() }
}

/** The gateway in front of Synapse; its process and Synapse's are measured together. */
export const startGatewayOfSynapse = async (): Promise<{ config: Config; stop: () => Promise<void> }> => {
  const upstream = await startUpstream('synapse')
  const gateway = await startApart(new URL('../../gateway/apart-child', import.meta.url), { upstream: upstream.url })
  const page = await metricsOf([upstream.pid, gateway.pid])
  return {
    config: { url: gateway.url, profile: 'matrix', hooks: { metrics: { url: page.url } } },
    stop: async () => {
      page.close()
      await gateway.stop()
      await upstream.stop()
    },
  }
}
