/** A profile is a folder in a few rooms, and a row in the table of each: the toy profile is added to a copy of the checkout that way. */

import assert from 'node:assert/strict'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../schemas/index.js'
import { copyOfCheckout, folderWith, removeFolders } from '../api/scratch.js'
import { type Ran, startProgram } from '../cli/ssespec.js'

const TOY = fileURLToPath(new URL('./toy', import.meta.url))

interface Row {
  readonly file: string
  readonly after: string
  readonly row: string
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('./rows.json', import.meta.url), 'utf8'))

/** The folders of the modules that a row names. */
const IMPORTS: Readonly<Record<string, string>> = {
  'observe/profiles.ts': "import { ofToys } from './toy/own.js'\n",
}

describe('a profile of one’s own', () => {
  let checkout = ''

  const run = (...args: readonly string[]): Promise<Ran> => startProgram(process.execPath, args, { folder: checkout }).ended
  const ssespec = (...args: readonly string[]): Promise<Ran> => run('--import', 'tsx', 'cli/main.ts', ...args)

  const add = ({ file, after, row }: Row): void => {
    const path = join(checkout, file)
    const text = readFileSync(path, 'utf8')
    assert.ok(text.includes(after), `${file} has no ${after}`)
    writeFileSync(path, (IMPORTS[file] ?? '') + text.replace(after, `${after}${row}`))
  }

  const compile = async (): Promise<string> => {
    writeFileSync(
      join(checkout, 'tsconfig.toy.json'),
      JSON.stringify({ extends: './tsconfig.json', include: ['**/*.d.ts', 'cli/main.ts', 'api/toy'] }),
    )
    return (await run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.toy.json')).out
  }

  before(() => {
    checkout = copyOfCheckout()
    symlinkSync(join(packageRoot, 'node_modules'), join(checkout, 'node_modules'))
    cpSync(TOY, checkout, { recursive: true })
  })
  after(removeFolders)

  it('does not compile while a table has no row for it, and the table is named', async () => {
    const [name, ...others] = rows
    assert.ok(name !== undefined)
    add(name)
    assert.equal((await run('scripts/types.mjs')).code, 0)
    const out = await compile()
    for (const { file } of others.filter(({ file }) => file !== 'record/scenarios/all.ts'))
      assert.match(out, new RegExp(`^${file.replaceAll('.', '\\.')}.*Property 'toy' is missing`, 'm'))
    for (const row of others) add(row)
    assert.equal(await compile(), '')
  })

  it('is judged, signed and verified like any other', async () => {
    const bundle = join(folderWith(), 'bundle')
    const key = join(folderWith(), 'key')
    const checked = await ssespec('check', '--profile', 'toy', '--out', bundle)
    assert.equal(checked.code, 0, checked.out + checked.err)
    assert.match(checked.out, /Conforms to toy: 1 passed/)
    assert.equal((await ssespec('certify', '--new-key', key)).code, 0)
    const signed = await ssespec('certify', bundle, '--key', key)
    assert.match(signed.out, /The profile toy counts as passed/)
    const verified = await ssespec('verify', bundle, '--key', `${key}.pub`)
    assert.deepEqual([verified.code, verified.err], [0, ''])
    const statement = JSON.parse(readFileSync(join(bundle, 'attestation.dsse.json'), 'utf8')) as { payload: string }
    assert.match(Buffer.from(statement.payload, 'base64').toString(), /suites\/toy\/toy\.json/)
  })

  it('is listed', async () => {
    const listed = await ssespec('list', '--json')
    const { requirements } = JSON.parse(listed.out) as { requirements: { id: string; level: object }[] }
    assert.deepEqual(
      requirements.filter(({ level }) => 'toy' in level).map(({ id }) => id),
      ['TOY-01'],
    )
  })
})
