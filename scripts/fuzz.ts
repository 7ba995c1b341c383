// Tries inputs that nobody wrote on everything that takes input from strangers, in turns.
//   npm run fuzz -- --minutes 30 [--only recordings] [--seed 7]
import { parseArgs } from 'node:util'
import { removeFolders } from '../test/api/scratch.js'
import { fuzz, targets } from '../test/fuzz/index.js'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, only: { type: 'string' }, seed: { type: 'string' } },
})
const chosen = targets.filter(({ name }) => values.only === undefined || name.startsWith(values.only))
if (chosen.length === 0 || !(Number(values.minutes) > 0)) {
  console.error(`Give --minutes above 0, and for --only one of: ${targets.map(({ name }) => name.split(':')[0]).join(', ')}.`)
  process.exit(2)
}
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
let broke = false
for (const target of chosen) {
  const { runs, broken } = await fuzz(target, (60 * Number(values.minutes)) / chosen.length, seed)
  console.log(`${broken === undefined ? '✓' : '✗'} ${target.name}: ${runs} inputs, seed ${seed}`)
  if (broken !== undefined)
    console.log(
      `${broken}\n  Again: npm run fuzz -- --only ${target.name.split(':')[0]} --seed ${seed}\n  Then make the input a test of its own.`,
    )
  broke ||= broken !== undefined
}
removeFolders()
process.exitCode = broke ? 1 : 0
