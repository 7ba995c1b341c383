// Writes docs/browsers.md: how the browsers on this machine handle event streams, measured by `ssespec browser`. Run `npm run browsers`; it takes a
// minute.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { check } from '../api/index.js'
import type { BrowserSeen, Observation, PageSource, Vectors } from '../schemas/index.js'
import { packageRoot, validated } from '../schemas/index.js'

const ROOM = join(packageRoot, 'suites', 'vectors')
const documents = readdirSync(ROOM)
  .filter(file => file.endsWith('.json'))
  .map((file): Vectors => validated('vectors', JSON.parse(readFileSync(join(ROOM, file), 'utf8')), file))
const vectors = new Map(documents.flatMap(({ subject, vectors: own }) => own.map(vector => [vector.name, { subject, ...vector }] as const)))

const browsersIn = (observations: readonly Observation[], scenario: string): Map<string, BrowserSeen> =>
  new Map(Object.entries(observations.find(one => one.scenario === scenario)?.browsers ?? {}).sort())

const code = (text: string): string =>
  text === '' ? '' : `\`${text.replaceAll('|', '\\|').replaceAll('`', "'").replaceAll('\ufeff', '\\ufeff')}\``
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** A server that sends the response headers of a stream, and nothing after them. */
const observeHeadAlone = async (): Promise<readonly Observation[]> => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' }).flushHeaders()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const { observations } = await check({ config: { url: `http://127.0.0.1:${port}/` }, only: ['BRW-01'], browsers: { required: true } })
    return observations
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const sourceIn = (seen: BrowserSeen | undefined, name: string): PageSource | undefined => seen?.sources[name]

const gaveUp = (names: readonly string[]) => (seen: BrowserSeen) =>
  names.every(name => sourceIn(seen, name)?.gave_up) ? 'gives up' : 'reconnects'

const openOf = (seen: BrowserSeen): string => `${Object.values(seen.sources).filter(({ opened }) => opened > 0).length} of 7 open`

/** The shortest reconnection time, in whole seconds: the effect of a retry of 1000 ms. */
const soonest = (seen: BrowserSeen): string => {
  const times = sourceIn(seen, 'native')?.reconnects.map(({ after_ms }) => after_ms) ?? []
  return `about ${Math.round(Math.min(...times) / 1000)} s`
}

const listed = (told: string): string => {
  const events = JSON.parse(told) as { type: string; data: string; lastEventId: string }[]
  return events.length === 0
    ? 'nothing'
    : events.map(({ type, data, lastEventId }) => code(JSON.stringify([type, data, lastEventId]))).join('<br>')
}

const bytesOf = (name: string): string => {
  const { text, b64 } = vectors.get(name) ?? {}
  return code(
    text === undefined
      ? Buffer.from(b64 ?? '', 'base64')
          .toString('hex')
          .replaceAll(/(..)(?=.)/g, '$1 ')
      : JSON.stringify(text),
  )
}

const differences = (seen: ReadonlyMap<string, BrowserSeen>): string => {
  const engines = [...seen.values()]
  const names = [...vectors.keys()].filter(name => engines.some(({ vectors: own }) => own?.differing.some(({ vector }) => vector === name)))
  const rows = names.map(name => {
    const own = engines.map(engine => engine.vectors?.differing.find(({ vector }) => vector === name))
    const standard = own.find(one => one !== undefined)?.standard ?? '[]'
    const cells = own.map(one => (one === undefined ? 'as the standard' : listed(one.dispatched)))
    return [`${vectors.get(name)?.subject}: ${name}`, bytesOf(name), listed(standard), ...cells]
  })
  return table(['vector', 'bytes', 'standard, both parsers', ...engines.map(({ version }) => version)], rows)
}

const summary = (seen: ReadonlyMap<string, BrowserSeen>): string =>
  table(
    ['', 'vectors sent', 'as the standard', 'different'],
    [...seen.values()].map(({ version, vectors: own }) => {
      const [played, differing] = [own?.played ?? 0, own?.differing.length ?? 0]
      return [version, String(played), String(played - differing), String(differing)]
    }),
  )

const behaviour = (observations: readonly Observation[], headAlone: readonly Observation[]): string => {
  const asked: readonly (readonly [string, string, (seen: BrowserSeen) => string, (readonly Observation[])?])[] = [
    [
      '`open` on response headers without content',
      'browser-open',
      seen => (sourceIn(seen, 'native')?.awaiting.length === 0 ? 'at once' : 'waits for content'),
      headAlone,
    ],
    ['reconnects, `retry: 1000`', 'browser-reconnect', soonest],
    ['204', 'browser-played', gaveUp(['no-content', 'no-content-later'])],
    ['500', 'browser-played', gaveUp(['server-error', 'server-error-later'])],
    ['another content type', 'browser-played', gaveUp(['other-type', 'other-type-later'])],
    ['seven sources over HTTP/1.1', 'browser-seven-sources', openOf],
    ['seven sources over HTTP/2', 'browser-seven-over-http2', openOf],
  ]
  const versions = [...browsersIn(observations, 'browser-open').values()].map(({ version }) => version)
  return table(
    ['', ...versions],
    asked.map(([what, scenario, tell, from = observations]) => [what, ...[...browsersIn(from, scenario).values()].map(tell)]),
  )
}

const { observations } = await check({ only: ['BRW'], browsers: { required: true } })
const played = browsersIn(observations, 'browser-vectors')
writeFileSync(
  new URL('../docs/browsers.md', import.meta.url),
  `# Browsers and event streams

Generated by \`npm run browsers\`; do not edit. Real browsers, driven by \`ssespec browser\`: the events their pages dispatch are recorded together with the bytes they were sent.

## What pages see

${behaviour(observations, await observeHeadAlone())}

Not in the table: WebKitGTK opens a new connection for every POST, even over HTTP/2, and at most six per server. If six sources each end up on their own connection in this way, the page's next POST waits until one of them closes; a PUT uses an existing connection.

## The test vectors

Each of the [test vectors](../suites/vectors/README.md) was sent on its own stream. On all of them, ssespec's parser and eventsource-parser agree with each other and with the standard (HTML, 9.2.5 and 9.2.6). The pages had listeners for every event type that could arrive.

${summary(played)}

Vectors on which a browser differs; an event is \`[type, data, lastEventId]\`:

${differences(played)}
`,
)
