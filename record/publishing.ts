import { defined } from '../schemas/index.js'
import type { Run } from './run-state.js'
import type { Publication, PublishOptions, Scenario } from './scenario.js'

// No trailing space, because separate payloads test trimming. ASCII, so that large payloads do not test how a server's hook decodes its request.
const FILLER = ' The quick brown fox jumps over the lazy dog, 0123456789.'
// Characters of two, three and four bytes. Nine bytes share no divisor with a power of two, so over a megabyte each character meets every buffer
// boundary of 1 to 64 KiB at each alignment.
const MANY_BYTES = '\u00e9\u20ac\u{1f600}'

/** Publishes a scenario's payloads on a channel, each with a unique marker. */
export const createPublish = (run: Run, scenario: Scenario, marker: string) => {
  let count = 0
  return async (text: string, options: PublishOptions = {}): Promise<Publication> => {
    count += 1
    const mark = `${marker}-${count}.`
    const spelled = text === '' ? '' : text.includes('{m}') ? text.replaceAll('{m}', mark) : `${text} ${mark}`
    const place = (value: string | undefined) => value?.replaceAll('{m}', mark)
    const event = place(options.event)
    const id = place(options.id)
    const named = defined({ event, id })
    const filler = options.filled === 'many-bytes' ? MANY_BYTES : FILLER
    const times = Math.max(0, Math.ceil(((options.bytes ?? 0) - Buffer.byteLength(spelled)) / Buffer.byteLength(filler)))
    const asked = { data: spelled, ...(times > 0 ? { filler: { text: filler, times } } : {}), ...named }
    const channel = options.channel ?? marker
    const began = run.recording.clock.now()
    const { answer, published } = await run.venue.publish(scenario.name, channel, asked)
    run.recording.write({
      on: scenario.name,
      what: 'hook',
      hook: 'publish',
      began,
      case: options.case ?? text,
      channel,
      published,
      ...(options.hazard === true ? { hazard: true as const } : {}),
      ...answer,
    })
    return { marker: mark, published, answer }
  }
}
