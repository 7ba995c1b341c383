/** The process of a reference that runs apart. Started by apart.ts, it gets its options and says where it listens. */

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
