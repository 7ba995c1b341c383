/** The process of a separately running reference. Started by apart.ts, it receives its options and reports its address. */

import type { ToParent } from './apart.js'
import type { ReferenceOptions } from './options.js'
import { startReference } from './server.js'

const tell = (message: ToParent): void => void process.send?.(message)

process.once('message', async (options: ReferenceOptions) => {
  try {
    const { url, controlUrl } = await startReference(options)
    tell({ url, ...(controlUrl === undefined ? {} : { controlUrl }) })
  } catch (cause) {
    tell({ refused: cause instanceof Error ? cause.message : String(cause) })
  }
})
process.once('disconnect', () => process.exit())
