// Checks that dependency-cruiser saw the modules of every room: it passes silently if it finds none.
import { execFileSync } from 'node:child_process'

const rooms = ['schemas', 'wire', 'record', 'observe', 'suites', 'load', 'reports', 'reference', 'homeserver', 'gateway', 'api', 'cli']
const told = execFileSync('npx', ['--no-install', 'depcruise', '--config', '.dependency-cruiser.json', '--output-type', 'json', ...rooms], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
})
const modules = JSON.parse(told).modules.map(({ source }) => source)
const missing = rooms.filter(room => !modules.some(source => source.startsWith(`${room}/`)))
const arrows = JSON.parse(told).modules.flatMap(({ dependencies }) => dependencies).length
if (missing.length > 0 || arrows < 100) {
  console.error(`The rule of the rooms saw nothing of ${missing.join(', ') || 'their imports'}: is TypeScript's JS API there?`)
  process.exit(1)
}
