// npm test: three files at a time, for most of their time is waiting; those that judge what browsers see want the machine for themselves. Arguments go on to mocha.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MOCHA = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'))
const TESTS = fileURLToPath(new URL('../test', import.meta.url))
const OF_BROWSERS = join(TESTS, 'browser')

// Whatever takes long and begins late ends late.
const LONGEST = ['faults/faults.test.ts', 'upstreams/profile.test.ts'].map(name => join(TESTS, name))

const all = readdirSync(TESTS, { recursive: true })
  .filter(name => name.endsWith('.test.ts'))
  .map(name => join(TESTS, name))
const inBrowsers = all.filter(file => file.startsWith(OF_BROWSERS))
const others = all.filter(file => !inBrowsers.includes(file) && !LONGEST.includes(file))

const mocha = (...args) => spawnSync(process.execPath, [MOCHA, ...args, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1

const statuses = [mocha('--parallel', '--jobs', '3', ...LONGEST, ...others.sort()), mocha(...inBrowsers.sort())]
process.exitCode = Math.max(...statuses)
