// Duration of the check of a server that never sends what ssespec waits for, compared with the clean reference server, with channels and on one
// channel.
//   npx tsx bench/silent-servers.ts [--quick]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveTarget } from '../api/configuration.js'
import { select } from '../api/selection.js'
import { embeddedChannels } from '../api/sse/embedded.js'
import { record } from '../record/index.js'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const GOAL = 1.5
const FAULTS = ['mute', 'head-withheld', 'stream-ends-after-an-event', 'one-event-in-five-lost', 'writes-buffered'] as const

const recordedIn_s = async (fault: string | undefined, oneChannel: boolean): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-silent-'))
  const reference = await embeddedChannels.start({ one_channel: oneChannel, ...(fault === undefined ? {} : { fault }) })
  const config = embeddedChannels.configuration({ ...reference, oneChannel })
  const began = performance.now()
  try {
    const { scenarios } = select('sse', undefined, values.quick)
    await record({ target: resolveTarget(config, values.quick), scenarios, file: join(folder, 'recording.ndjson') })
    return (performance.now() - began) / 1000
  } finally {
    await reference.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

for (const oneChannel of [false, true]) {
  const mode = oneChannel ? 'one channel' : 'channels'
  const clean_s = await recordedIn_s(undefined, oneChannel)
  process.stdout.write(`${mode}: clean reference ${clean_s.toFixed(1)} s\n`)
  for (const fault of FAULTS) {
    const ratio = (await recordedIn_s(fault, oneChannel)) / clean_s
    process.stdout.write(`${mode}: ${fault} ${ratio.toFixed(2)} × the clean reference (goal ${GOAL})\n`)
  }
}
