// npm test: two files at a time, but for those that start browsers, which want the machine for themselves. Arguments go on to mocha.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MOCHA = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'))
const OF_BROWSERS = ['test/browser/**/*.test.ts', 'test/reports/html/browser.test.ts', 'test/reports/html/engines.test.ts']

// Whatever takes long and begins late ends late.
const LONGEST = ['test/faults/faults.test.ts', 'test/upstreams/profile.test.ts']

const mocha = (...args) => spawnSync(process.execPath, [MOCHA, ...args, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1

const statuses = [
  mocha('--parallel', '--jobs', '2', ...OF_BROWSERS.flatMap(files => ['--ignore', files]), ...LONGEST, 'test/**/*.test.ts'),
  mocha(...OF_BROWSERS),
]
process.exitCode = Math.max(...statuses)
