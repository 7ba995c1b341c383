/**
 * One server in several processes. The first does not serve: it distributes the connections, and puts all publications into one order that all
 * processes follow. So an event has the same id and position in every process.
 */

import type { Worker } from 'node:cluster'
import { defined } from '../../schemas/index.js'
import { cleanParts } from '../clean-parts.js'
import { startControl } from '../control.js'
import { credentialsOf } from '../credentials.js'
import { withFaults } from '../fault.js'
import { serverFaults } from '../faults/index.js'
import { rowsOfProcess, sumOf } from '../metrics.js'
import { type ReferenceOptions, settle } from '../options.js'
import { newEpoch } from '../publish.js'
import type { Reference } from '../server.js'
import { urlsOf } from '../urls.js'
import { type Crew, createCrew } from './crew.js'
import type { ToPrimary, ToWorker } from './messages.js'

/** @throws {RangeError} for an option out of range, or an unknown fault; {Error} if the port is in use */
export async function startProcesses(options: ReferenceOptions): Promise<Reference> {
  const settings = settle(options)
  withFaults(cleanParts, options.fault, serverFaults)
  const credentials = await credentialsOf(settings)
  const { processes: _processes, control: withControl, ...same } = options
  const { crew, port } = await startCrew(settings.processes, { ...same, ...defined({ tls: credentials }) })
  const life = lifeOf(crew, port)
  const control = withControl === true ? await startControl(life) : undefined
  return {
    ...urlsOf(settings, port),
    ...(control !== undefined && { controlUrl: control.url }),
    ...(settings.tls === true && credentials !== undefined && { ca: credentials.cert }),
    pid: process.pid,
    pids: [process.pid, ...crew.workers.flatMap(worker => worker.process.pid ?? [])],
    // Without one of its processes, the server's measurements would be misleading, so the others end too.
    failed: crew.lost.then(async error => {
      await Promise.all([control?.stop(), crew.end()])
      return error
    }),
    stop: async () => {
      await Promise.all([life.stop(), control?.stop()])
      await crew.end()
    },
  }
}

function startCrew(count: number, options: ReferenceOptions): Promise<{ crew: Crew; port: number }> {
  return new Promise((resolve, reject) => {
    let [ready, listening] = [0, 0]
    const crew = createCrew(count, (worker, message) => {
      if (message.what === 'ready') {
        ready += 1
        // No process listens before all receive what is published.
        if (ready === count) crew.tellAll({ what: 'start', options, epoch: newEpoch() })
      } else if (message.what === 'listening') {
        listening += 1
        if (listening === count) resolve({ crew, port: message.port })
      } else if (message.what === 'refused') refuse(new Error(message.error))
      else answer(crew, worker, message)
    })
    const refuse = (error: Error) => void crew.end().then(() => reject(error))
    void crew.lost.then(refuse)
  })
}

function answer(crew: Crew, worker: Worker, message: Extract<ToPrimary, { ticket: number }>): void {
  const { ticket } = message
  const reply = (said: ToWorker) => crew.tell(worker, said)
  if (message.what === 'publish') crew.tellAll({ what: 'published', publication: message.publication, by: worker.id, ticket })
  else if (message.what === 'step') reply({ what: 'answer', ticket })
  else void crew.have('count').then(rows => reply({ what: 'answer', ticket, rows: sumOf([...rows, rowsOfProcess()]) }))
}

function lifeOf(crew: Crew, port: number) {
  const all = (deed: 'stop' | 'restart' | 'fail') => async () => void (await crew.have(deed))
  return {
    port,
    stop: all('stop'),
    restart: async () => {
      // No process listens again before all have stopped: the port is closed in between.
      await crew.have('stop')
      await crew.have('restart')
    },
    fail: all('fail'),
  }
}
