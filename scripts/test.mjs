// Run the tests: `npm test` with one eighth of the expensive ones, another for each commit; `npm run test:all` with all. Other arguments are passed
// to mocha.
// Three files at a time, because they mostly wait. Browser tests need the machine to themselves.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MOCHA = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'))
const TESTS = fileURLToPath(new URL('../test', import.meta.url))
const OF_BROWSERS = join(TESTS, 'browser')

// Start the slowest files first, so that they do not finish last.
const LONGEST = ['faults/faults.test.ts', 'upstreams/profile.test.ts'].map(name => join(TESTS, name))

const all = readdirSync(TESTS, { recursive: true })
  .filter(name => name.endsWith('.test.ts'))
  .map(name => join(TESTS, name))
const inBrowsers = all.filter(file => file.startsWith(OF_BROWSERS))
const others = all.filter(file => !inBrowsers.includes(file) && !LONGEST.includes(file))

const args = process.argv.slice(2)
const runsAll = args.includes('--all')

/** The eighth of this commit, 0 to 7. Without git, the first. */
const turnOfCommit = () => {
  try {
    return Number.parseInt(execFileSync('git', ['rev-parse', 'HEAD'], { cwd: TESTS, encoding: 'utf8', stdio: 'pipe' }).slice(0, 6), 16) % 8
  } catch {
    return 0
  }
}
const turn = runsAll ? undefined : (process.env.SSESPEC_TURN ?? String(turnOfCommit()))

const folder = mkdtempSync(join(tmpdir(), 'ssespec-tests-'))
const leftOut = join(folder, 'left-out')
const environment = { ...process.env, SSESPEC_LEFT_OUT: leftOut, ...(turn === undefined ? {} : { SSESPEC_TURN: turn }) }

const mocha = (...own) =>
  spawnSync(process.execPath, [MOCHA, ...own, ...args.filter(one => one !== '--all')], { stdio: 'inherit', env: environment }).status ?? 1

const statuses = [mocha('--parallel', '--jobs', '3', ...LONGEST, ...others.sort()), mocha(...inBrowsers.sort())]

if (existsSync(leftOut)) {
  const missing = [...new Set(readFileSync(leftOut, 'utf8').trim().split('\n'))]
  console.log(`left out, because not installed: ${missing.join('; ')}. On Debian, .ci/run installs what is missing.`)
}
if (turn !== undefined)
  console.log(`Expensive tests: eighth ${Number(turn) + 1} of 8 (SSESPEC_TURN=${turn}). Run all of them: npm run test:all`)
rmSync(folder, { recursive: true, force: true })
process.exitCode = Math.max(...statuses)
