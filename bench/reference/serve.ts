/** A server in its own process, for servers.ts: reports that it listens, then answers each message with its port. */

import { startReference } from '../../reference/index.js'
import { startBare } from './bare.js'

const port = process.argv[2] === 'bare' ? await startBare() : Number(new URL((await startReference()).url).port)
process.on('message', message => {
  if (message === 'collect') globalThis.gc?.()
  process.send?.(port)
})
process.send?.(0)
