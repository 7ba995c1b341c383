/** The worked examples of CONTRIBUTING.md, applied to a copy of the checkout as the text says: its code, its files, its commands. */

import assert from 'node:assert/strict'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Observation, packageRoot, type Report, type Requirement, type Suite } from '../../schemas/index.js'
import { families } from '../../suites/index.js'
import { copyOfCheckout, folderWith, removeFolders } from '../api/scratch.js'
import { type Ran, type Started, startProgram } from '../cli/ssespec.js'
import { byTurns } from '../turn.js'
import { read } from './tree.js'

const page = read('CONTRIBUTING.md')

/** The text under a heading, up to the next one. */
const section = (title: string): string =>
  page.split(/^## /m).find(one => one.startsWith(`${title}\n`)) ?? assert.fail(`no section ${title}`)

/** The code blocks of a text in one language, without the indentation of the list that they are in. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms'))].map(([, indent = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )

const firstBlock = (text: string, language: string): string => blocks(text, language)[0] ?? assert.fail(`no block of ${language}`)

/** What the text has in backticks after these words. */
const named = (text: string, words: string): string =>
  new RegExp(`${words} \`([^\`]+)\``).exec(text)?.[1] ?? assert.fail(`the text has no ${words} \`…\``)

/** The command of a text that starts like this. */
const command = (text: string, start: string): string =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code).find(code => code.startsWith(start)) ?? assert.fail(`no command ${start}`)

const CLI = 'npx tsx cli/main.ts'
const REQUIREMENT = section('Add a requirement')
const FAULT = section('Add a fault')
const SCENARIO = section('Add a scenario')

describe('the examples of CONTRIBUTING.md', () => {
  const requirement: Requirement = JSON.parse(firstBlock(REQUIREMENT, 'json'))
  const ofScenario: Requirement = JSON.parse(firstBlock(SCENARIO, 'json'))
  let checkout = ''
  let bundle = ''
  let serving: Started | undefined

  const edit = (file: string, change: (text: string) => string): void => {
    const before = readFileSync(join(checkout, file), 'utf8')
    const after = change(before)
    assert.notEqual(after, before, file)
    writeFileSync(join(checkout, file), after)
  }

  const add = (one: Requirement): void =>
    edit(named(REQUIREMENT, 'at the end of'), text => {
      const suite: Suite = JSON.parse(text)
      return JSON.stringify({ ...suite, requirements: [...suite.requirements, one] })
    })

  /** Creates the file, and exports it where the text says. */
  const createAndExport = (text: string): void => {
    const file = named(text, 'Create')
    const list = named(text, 'Export it in')
    const code = firstBlock(text, 'ts')
    writeFileSync(join(checkout, file), code)
    const [, name = ''] = /^export const (\w+)/m.exec(code) ?? []
    assert.equal(dirname(file), dirname(list))
    edit(list, all => `${all}export { ${name} } from './${basename(file, '.ts')}.js'\n`)
  }

  /** Starts a command of the text. tsx is loaded without npx, so that a signal reaches the command itself. */
  const start = (line: string): Started => {
    const own = line.replace('/tmp/b', bundle).replace(CLI, `'${process.execPath}' --import tsx cli/main.ts`)
    return startProgram('sh', ['-c', `exec ${own}`], { folder: checkout })
  }

  const succeeds = async (line: string): Promise<Ran> => {
    const ran = await start(line).ended
    assert.equal(ran.code, 0, `${line}\n${ran.out}${ran.err}`)
    return ran
  }

  before(() => {
    checkout = copyOfCheckout()
    symlinkSync(join(packageRoot, 'node_modules'), join(checkout, 'node_modules'))
    bundle = join(folderWith(), 'b')
    add(requirement)
    createAndExport(FAULT)
    edit(named(FAULT, 'Add a probe to'), text => text.replace('Probes = {\n', `Probes = {\n${blocks(FAULT, 'ts')[1]}`))
    createAndExport(SCENARIO)
    add(ofScenario)
    edit(named(SCENARIO, 'add its `x-words` in'), text => text.replace(/^ *"on_streams": .*\n/m, blocks(SCENARIO, 'json')[1] ?? ''))
  })
  afterEach(async () => {
    serving?.signal('SIGTERM')
    await serving?.ended
    serving = undefined
  })
  after(removeFolders)

  it('have ids and names of their own, and the guide has the same requirement', () => {
    const taken = families().flatMap(family => family.requirements.map(({ id }) => id))
    for (const { id } of [requirement, ofScenario]) assert.ok(!taken.includes(id), `${id} is taken: number the example anew`)
    assert.deepEqual(JSON.parse(firstBlock(read('docs/guides/write-a-requirement.md'), 'json')), requirement)
  })

  it('compile', async () => {
    const include = ['**/*.d.ts', named(FAULT, 'Export it in'), named(FAULT, 'Add a probe to'), named(SCENARIO, 'Export it in')]
    writeFileSync(join(checkout, 'tsconfig.examples.json'), JSON.stringify({ extends: './tsconfig.json', include }))
    await succeeds('npx tsc --project tsconfig.examples.json')
  })

  it('keep the rules for requirements', async () => {
    await succeeds('npx mocha test/suites/requirements.test.ts')
    await succeeds(command(REQUIREMENT, 'npx mocha'))
  })

  it('requirement: it is explained, and passes on the reference server', async () => {
    const { out } = await succeeds(command(REQUIREMENT, `${CLI} explain`))
    assert.ok(out.includes(requirement.requirement), out)
    const checked = await succeeds(command(REQUIREMENT, `${CLI} check --quick --only`))
    assert.match(checked.out, new RegExp(`Conforms to sse as far as selected \\(${requirement.id}\\): 1 passed`))
  })

  it('fault: its probe finds it, and not on the clean server', async () => {
    const name = requirement.fault ?? assert.fail()
    const { out } = await succeeds(`npx mocha --reporter spec test/reference/faults.test.ts -g '${name} shows|each has a probe'`)
    assert.match(out, /2 passing/)
  })

  it('fault: a server with it is served, shows it on the wire, and does not meet the requirement', async () => {
    serving = start(`${command(FAULT, `${CLI} serve`)} --port 0`)
    const [, url = ''] = await serving.says(/(http:\/\/\S+\/events)\b/)
    const response = await fetch(url)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('date'), null)
    await response.body?.cancel()
    const { out } = await succeeds(`${CLI} check ${url} --quick --only ${requirement.id}`)
    assert.match(out, /0 passed {2}1 warned/)
  })

  byTurns(3)('fault: the requirement catches it, and no unrelated verdict changes', async () => {
    const { out } = await succeeds(command(FAULT, 'npm run faults'))
    assert.match(out, new RegExp(`${requirement.fault} is caught by ${requirement.id}, and by nothing unrelated`))
  })

  it('scenario: it is recorded, judged by its requirement, and has its facts in the bundle', async () => {
    const { out } = await succeeds(command(SCENARIO, `${CLI} check`))
    assert.match(out, new RegExp(`Conforms to sse as far as selected \\(${ofScenario.id}\\): 1 passed`))
    const observations: Observation[] = JSON.parse(readFileSync(join(bundle, 'observations.json'), 'utf8'))
    const facts = observations.find(({ scenario }) => scenario === ofScenario.scenario) ?? assert.fail()
    assert.equal(facts.deliveries?.one?.on_streams, 2)
    const report: Report = JSON.parse(readFileSync(join(bundle, 'report.json'), 'utf8'))
    assert.deepEqual(
      report.verdicts.map(({ id, verdict }) => [id, verdict]),
      [[ofScenario.id, 'pass']],
    )
  })
})
