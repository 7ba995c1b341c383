import type { TextOptions } from '../reports/index.js'
import { families } from '../suites/index.js'

const WIDTH = 100
const NARROWEST = 60

/** Text options for this stream: follows NO_COLOR and FORCE_COLOR (no-color.org) and the terminal's width. */
export const textOptions = (stream: NodeJS.WriteStream): TextOptions => {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== ''
  const colour = NO_COLOR !== undefined && NO_COLOR !== '' ? false : wanted || (stream.isTTY === true && TERM !== 'dumb')
  const titles = Object.fromEntries(families().map(({ family, title }) => [family, title]))
  return { colour, width: Math.max(NARROWEST, Math.min(stream.columns ?? WIDTH, 120)), titles }
}
