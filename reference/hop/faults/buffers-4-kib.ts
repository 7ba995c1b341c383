import type { HopFault } from '../fault.js'
import { holding } from '../holding.js'

const BUFFER_BYTES = 4096

export const buffers4Kib: HopFault = {
  name: 'buffers-4-kib',
  breaks: ['HOP-03', 'HOP-02', 'HOP-04', 'HOP-05'],
  summary: 'Content is collected until 4 KiB are there, as proxies do with response buffering on.',
  profile: 'hop',
  wrap: holding(({ length }) => (length < BUFFER_BYTES ? 0 : length)),
}
