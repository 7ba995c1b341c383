import type { BrowserLine, BrowserSeen, Observation } from '../../schemas/index.js'
import { addPlace, brief, MOST_ENTRIES, toMs } from '../places.js'
import type { ScenarioReading, Session } from '../session.js'
import { publishedFor, type SourceReading, sightingOf } from './page.js'
import { sourceFacts } from './source.js'
import { vectorFacts } from './vectors.js'

/** The browser's console messages, for one source if they name it. */
const consoleOf = ({ pages }: ScenarioReading, engine: string): { text: string; t: number }[] =>
  pages.flatMap(({ engine: own, did, message = '', t }) => (own === engine && did === 'console' ? [{ text: brief(message, 400), t }] : []))

const speaksOf = (text: string, name: string): boolean => text.includes(`/stream/${name}`) || !text.includes('/stream/')

const sourcesOf = (scenario: ScenarioReading, session: Session, { engine, version }: BrowserLine): SourceReading[] => {
  const pages = scenario.pages.filter(line => line.engine === engine && line.source !== '')
  const asked = scenario.exchanges.filter(({ open }) => open.page?.engine === engine)
  const names = new Set([...pages.map(({ source }) => source), ...asked.flatMap(({ open }) => open.page?.source ?? [])])
  const said = consoleOf(scenario, engine).map(({ text }) => text)
  return [...names].map(name => {
    const own = asked.filter(({ open }) => open.page?.source === name)
    const named = said.filter(text => text.includes(`/stream/${name}`))
    return {
      name,
      version,
      sightings: pages.filter(({ source }) => source === name).map(sightingOf),
      requests: own.filter(({ open }) => open.method !== 'OPTIONS'),
      preflights: own.filter(({ open }) => open.method === 'OPTIONS'),
      console: named.length > 0 ? named : said.filter(text => speaksOf(text, name)),
      carrying: session.profile.carrying,
    }
  })
}

const browserSeen = (scenario: ScenarioReading, session: Session, line: BrowserLine): BrowserSeen => {
  const { engine, version, t } = line
  const sources = sourcesOf(scenario, session, line)
  const own = scenario.pages.filter(page => page.engine === engine)
  const gone = own.find(({ did }) => did === 'left')
  const left = gone === undefined ? scenario.ended || session.ended : sightingOf(gone).t
  const published = publishedFor(scenario.hooks, engine)
  const connection = sources[0]?.requests[0]?.open.on ?? scenario.name
  const said: BrowserSeen['console'] = []
  for (const { text, t: at } of consoleOf(scenario, engine).slice(0, MOST_ENTRIES)) addPlace(said, text, { connection, t_ms: toMs(at) })
  const hidden = own.some(({ did, message }) => did === 'visibility' && message === 'hidden')
  const vectors = vectorFacts(sources)
  return {
    engine,
    version,
    at: { connection, t_ms: toMs(t) },
    console: said,
    ...(hidden ? { hidden } : {}),
    ...vectors,
    sources: vectors === undefined ? Object.fromEntries(sources.map(source => [source.name, sourceFacts(source, published, left)])) : {},
  }
}

/** What the pages of a scenario saw, by engine, next to the bytes that they were sent. */
export const browserFacts = (scenario: ScenarioReading, session: Session): Pick<Observation, 'browsers'> => ({
  browsers: Object.fromEntries(
    // In order of start, so that the facts have a fixed order.
    scenario.browsers.toSorted((a, b) => (a.engine < b.engine ? -1 : 1)).map(line => [line.engine, browserSeen(scenario, session, line)]),
  ),
})
