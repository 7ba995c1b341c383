// Repeats the check of the embedded reference server while every core is busy, and expects the same verdicts every time.
//   npx tsx bench/steady.ts --runs 200 [--at-once 3] [--profile matrix] [--quick] [--one-channel] [--browser] [--calm] [--config FILE]
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { check, loadConfiguration } from '../api/index.js'
import type { Profile, Report } from '../schemas/index.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    'at-once': { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    'one-channel': { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    calm: { type: 'boolean', default: false },
    profile: { type: 'string', default: 'sse' },
    config: { type: 'string' },
    busy: { type: 'boolean', default: false },
    one: { type: 'boolean', default: false },
  },
})

/** With a configuration, check that server instead of the embedded one, in its profile. */
const config = values.config === undefined ? { profile: values.profile as Profile } : loadConfiguration({}, values.config)

/** With --browser, only browser requirements. */
const only = values.browser ? { only: ['BRW'], browsers: { required: true } } : {}

const own = fileURLToPath(import.meta.url)

/** One run in its own process, so that judging one does not disturb the recording of another. */
const checked = (): Promise<Report> =>
  new Promise((resolve, reject) => {
    const child = fork(own, [
      '--one',
      '--profile',
      values.profile,
      ...(values.quick ? ['--quick'] : []),
      ...(values.browser ? ['--browser'] : []),
      ...(values['one-channel'] ? ['--one-channel'] : []),
      ...(values.config === undefined ? [] : ['--config', values.config]),
    ])
    child.once('message', message => resolve(message as Report))
    child.once('exit', code => reject(new Error(`A run ended with ${code} and no report.`)))
  })

const verdictsOf = ({ verdicts }: Report): Map<string, string> =>
  new Map(
    verdicts.map(({ id, verdict, actual, reason }) => [id, `${verdict} ${verdict === 'pass' ? '' : `${actual ?? ''} ${reason ?? ''}`}`]),
  )

const kindOf = (told: string | undefined): string => told?.split(' ')[0] ?? 'absent'

const steady = async (): Promise<void> => {
  const runs = Number(values.runs)
  const busy = values.calm ? [] : Array.from({ length: availableParallelism() }, () => fork(own, ['--busy']))
  const seen: Map<string, string>[] = []
  let begun = 0
  const worker = async () => {
    while (begun < runs) {
      begun += 1
      const report = await checked()
      seen.push(verdictsOf(report))
      process.stderr.write(
        `\r${seen.length} of ${runs}, lag up to ${Math.round(report.clock?.lag_max_ms ?? 0)} ms, ${Math.round(report.wall_ms / 100) / 10} s   `,
      )
    }
  }
  await Promise.all(Array.from({ length: Number(values['at-once']) }, worker))
  for (const child of busy) child.kill('SIGKILL')
  const usual = new Map([...(seen[0]?.keys() ?? [])].map(id => [id, mostCommon(seen.map(verdicts => kindOf(verdicts.get(id))))]))
  let odd = 0
  for (const [run, verdicts] of seen.entries()) {
    const other = [...verdicts].filter(([id, told]) => kindOf(told) !== usual.get(id))
    if (other.length > 0) odd += 1
    for (const [id, told] of other) process.stdout.write(`run ${run + 1}: ${id} ${told}; usually ${usual.get(id)}\n`)
  }
  process.stderr.write('\n')
  process.stdout.write(
    `${seen.length - odd} of ${seen.length} runs gave the same ${usual.size} verdicts, with ${busy.length} cores kept busy\n`,
  )
  process.exitCode = odd === 0 ? 0 : 1
}

const mostCommon = (all: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

if (values.busy) for (;;) Math.sqrt(Math.random())
else if (values.one)
  process.send?.((await check({ config, quick: values.quick, oneChannel: values['one-channel'], ...only })).report, () =>
    process.disconnect(),
  )
else await steady()
