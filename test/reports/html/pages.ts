/** The pages that are opened in browsers. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { check } from '../../../api/index.js'
import { formats, loadSection, sideBySide } from '../../../reports/index.js'
import { folderWith } from '../../api/scratch.js'
import { loadOf, transport } from '../../load/results.js'
import { everyKind, evidence, filledWith, HOSTILE, report, verdict } from '../fixtures.js'
import { lane, mark, timeline } from './timelines.js'

const OPTIONS = { colour: false, width: 80 }

const STREAMS = timeline([
  lane('delivery-1', {
    marks: [mark('head', 10), mark('event', 500), mark('heartbeat', 800), mark('event', 1004.93)],
    closed: 'cut',
    closed_ms: 1200,
  }),
  lane('delivery-2', { opened_ms: 1300, closed_ms: 2000, last_event_id: '7' }),
])

const measured = loadOf([transport(), transport({ name: 'longpoll', verdict: 'inconclusive', reason: 'the machine was busy' })])

/** Each page by name: one with every kind of verdict, one with hostile texts everywhere, one of a real run, and two reports side by side. */
const pages = async (): Promise<Record<string, string>> => {
  const { report: real, timeline: drawn } = await check({ quick: true })
  const wide = 'w'.repeat(3000)
  return {
    every: formats.html.render(everyKind(), { ...OPTIONS, timeline: STREAMS, sections: [await loadSection(measured)] }),
    hostile: formats.html.render(filledWith(`${HOSTILE.join('')}<img src=x onerror=alert(1)></script>`), OPTIONS),
    wide: formats.html.render(
      report([verdict('fail', { actual: wide, requirement: wide, evidence: [evidence({ excerpt: wide, connection: wide })] })], {
        target: wide,
      }),
      { ...OPTIONS, timeline: timeline([lane(wide)]) },
    ),
    real: formats.html.render(real, { ...OPTIONS, timeline: drawn }),
    sides: sideBySide.html(
      ['one', wide].map(name => ({ name, report: name === 'one' ? everyKind() : real })),
      OPTIONS,
    ),
  }
}

/** Each in a file; its URL by its name. */
export const written = async (): Promise<Record<string, string>> => {
  const folder = folderWith()
  return Object.fromEntries(
    Object.entries(await pages()).map(([name, text]) => {
      const file = join(folder, `${name}.html`)
      writeFileSync(file, text)
      return [name, pathToFileURL(file).href]
    }),
  )
}
