import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Report } from '../../schemas/index.js'
import type { Task } from './worker.js'

const program = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Judges the reference with faults, so many at a time. */
export interface Workers {
  judge(task: Task): Promise<Report>
  stop(): void
}

export const startWorkers = (count: number): Workers => {
  const idle: ChildProcess[] = Array.from({ length: count }, () => fork(program, { execArgv: ['--import', 'tsx'] }))
  const all = [...idle]
  const waiting: ((worker: ChildProcess) => void)[] = []
  const take = (): Promise<ChildProcess> => {
    const worker = idle.shift()
    return worker === undefined ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve(worker)
  }
  const give = (worker: ChildProcess) => {
    const next = waiting.shift()
    if (next === undefined) idle.push(worker)
    else next(worker)
  }
  return {
    judge: async task => {
      const worker = await take()
      try {
        worker.send(task)
        const [answer] = (await once(worker, 'message')) as [{ report?: Report; error?: string }]
        if (answer.report === undefined) throw new Error(answer.error)
        return answer.report
      } finally {
        give(worker)
      }
    },
    stop: () => {
      for (const worker of all) worker.disconnect()
    },
  }
}
