// Records what real servers do and writes docs/servers.md: `npm run servers [-- NAME …]`; `-- --render` only writes the page from
// docs/servers/results.json, `-- --again` from the bundles in the cache; `-- --raw` only runs the raw reader.
import { parseArgs } from 'node:util'
import { tool } from '../schemas/index.js'
import { build } from './servers/build.js'
import { compare, comparisonText } from './servers/compare.js'
import { writePage } from './servers/page.js'
import { record, recordedBefore, recordRaw } from './servers/record.js'
import { readResults, type ServerResult, writeResults } from './servers/results.js'
import { type Server, serversNamed } from './servers/server.js'

const AT_ONCE = 3

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    render: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    raw: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: String(AT_ONCE) },
  },
})

const progress = ({ title }: Server, text: string): void => void process.stdout.write(`${title}: ${text}\n`)

const leftOut = (server: Server, why: string): ServerResult => {
  progress(server, `left out: ${why}`)
  return { runtime: '', libraries: server.libraries, left_out: why, verdicts: {}, raw: {}, facts: [] }
}

const recordAll = async (servers: readonly Server[], atOnce: number): Promise<Map<string, ServerResult>> => {
  const results = new Map<string, ServerResult>()
  // One build at a time: each uses every core.
  const ready: Server[] = []
  for (const server of servers) {
    const why = await build(server, text => progress(server, text))
    if (why === undefined) ready.push(server)
    else results.set(server.name, leftOut(server, why))
  }
  const next = ready.values()
  const worker = async (): Promise<void> => {
    for (const server of next) {
      const began = Date.now()
      try {
        results.set(server.name, await (values.raw ? recordRaw : record)(server, text => progress(server, text)))
        progress(server, `recorded in ${Math.round((Date.now() - began) / 1000)} s`)
      } catch (cause) {
        results.set(server.name, leftOut(server, cause instanceof Error ? cause.message : String(cause)))
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

/** Reads the bundles in the cache; a server without one keeps its results. */
const readAgain = async (servers: readonly Server[]): Promise<Map<string, ServerResult>> => {
  const results = new Map<string, ServerResult>()
  for (const server of servers) {
    const result = await recordedBefore(server)
    if (result !== undefined) results.set(server.name, result)
  }
  return results
}

const servers = serversNamed(positionals)
if (!values.render) {
  const former = readResults()
  const results = values.again ? await readAgain(servers) : await recordAll(servers, Number(values['at-once']))
  writeResults({
    format: 'ssespec-servers/1',
    recorded: new Date().toISOString().slice(0, 10),
    version: tool.version,
    servers: { ...former?.servers, ...Object.fromEntries(results) },
  })
}
const results = readResults()
if (results === undefined) throw new Error('docs/servers/results.json does not exist. Run `npm run servers` first.')
process.stdout.write(`${comparisonText(compare(results.servers))}\n${writePage(results)}\n`)
