import type { CompareProgress, LoadProgress } from '../load/index.js'

const REFRESH_MS = 250

/** Shows the current run on standard error: one line that is updated on a terminal, otherwise one line per run. */
export const createLoadProgress = (stream: NodeJS.WriteStream): { show(progress: LoadProgress | CompareProgress): void; end(): void } => {
  let timer: NodeJS.Timeout | undefined
  const clear = () => {
    clearInterval(timer)
    if (stream.isTTY && timer !== undefined) stream.write('\r\x1b[2K')
    timer = undefined
  }
  return {
    show: progress => {
      clear()
      const { transport, generator_name, number, of, lasts_s } = progress
      const what = `${'measurement' in progress ? `${progress.measurement}, ` : ''}run ${number} of ${of}: ${transport}${generator_name === 'k6' ? '' : ` by ${generator_name}`}`
      if (!stream.isTTY) {
        stream.write(`${what}, ${Math.ceil(lasts_s)} s\n`)
        return
      }
      const ends = Date.now() + 1000 * lasts_s
      const paint = () => {
        const left_s = Math.ceil((ends - Date.now()) / 1000)
        stream.write(`\r\x1b[2K ${what}, ${left_s > 0 ? `${left_s} s left` : 'counting'}`)
      }
      timer = setInterval(paint, REFRESH_MS)
      paint()
    },
    end: clear,
  }
}
