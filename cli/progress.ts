import type { Progress } from '../record/index.js'
import { visible } from '../reports/index.js'

/** Shows what is being recorded, on standard error. */
export interface ProgressDisplay {
  show(progress: Progress): void
  end(): void
}

const REFRESH_MS = 100
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`

/** Plain lines if the output is not a terminal: one when recording begins, and one for each scenario that did not finish. */
const plainDisplay = (stream: NodeJS.WriteStream): ProgressDisplay => {
  const began = new Set<string>()
  return {
    show: ({ scenario, state, window_ms, reason }) => {
      if (state === 'began') {
        began.add(scenario)
        if (window_ms >= 10_000) stream.write(`${scenario}: watching for ${seconds(window_ms)}\n`)
      }
      if (state === 'failed' || state === 'broken') stream.write(`${scenario}: ${visible(reason ?? 'failed')}\n`)
    },
    // If nothing began, another error is reported.
    end: () => {
      if (began.size > 0) stream.write(`${began.size} scenario${began.size === 1 ? '' : 's'} recorded\n`)
    },
  }
}

/** One line that is updated: what is running, and the maximum time left. */
const liveDisplay = (stream: NodeJS.WriteStream): ProgressDisplay => {
  const under = new Map<string, number>()
  let done = 0
  let frame = 0
  const paint = () => {
    const left = Math.max(0, ...[...under.values()].map(ends => ends - Date.now()))
    const names = [...under.keys()].join(', ')
    const line = ` ${FRAMES[frame % FRAMES.length]} ${done} recorded, ${under.size} running${left > 1000 ? `, at most ${seconds(left)} to watch` : ''}  ${names}`
    frame += 1
    stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`)
  }
  const timer = setInterval(paint, REFRESH_MS)
  return {
    show: ({ scenario, state, window_ms }) => {
      if (state === 'began') under.set(scenario, Date.now() + window_ms)
      else if (under.delete(scenario)) done += 1
    },
    end: () => {
      clearInterval(timer)
      stream.write('\r\x1b[2K')
    },
  }
}

export const createProgress = (stream: NodeJS.WriteStream): ProgressDisplay => (stream.isTTY ? liveDisplay(stream) : plainDisplay(stream))
