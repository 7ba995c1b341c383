/** The steps of action.yml as GitHub runs them: its own `run`, with its own `env`, and temporary files for its output. */

import { strict as assert } from 'node:assert'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '../../schemas/index.js'
import { copyOfCheckout, folderWith } from '../api/scratch.js'
import { type Ran, startProgram } from '../cli/ssespec.js'

interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

export const action = (): Action => parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8')) as Action

let downloaded: string | undefined

/** The folder that GitHub downloads the action into. The first run builds there; later runs find dist. */
export const actionFolder = (): string => {
  downloaded ??= copyOfCheckout()
  return downloaded
}

/** An npx that fails: the action fetches nothing by its name. */
const NPX = '#!/bin/sh\necho "npx was called: $*" >&2\nexit 99\n'

const pathWithoutNpx = (): string => {
  const folder = folderWith({ npx: NPX })
  chmodSync(join(folder, 'npx'), 0o755)
  return [folder, dirname(process.execPath), process.env.PATH].join(delimiter)
}

export interface StepRan extends Ran {
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

export interface Surroundings {
  /** Where GitHub downloaded the action to. */
  readonly path?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs the one step that is a script, in FOLDER. */
export const runAction = async (
  inputs: Readonly<Record<string, string>>,
  folder: string,
  { path = actionFolder(), environment: more = {} }: Surroundings = {},
): Promise<StepRan> => {
  const { inputs: declared, runs } = action()
  const step = runs.steps.find(({ run }) => run !== undefined)
  assert.ok(step?.run)
  const value = (expression: string): string =>
    expression.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      if (name === 'github.action_path') return path
      const [, input = ''] = /^inputs\.(.*)$/.exec(name) ?? []
      assert.ok(declared[input], `${name} is declared`)
      return inputs[input] ?? declared[input]?.default ?? ''
    })
  const files = folderWith({ output: '', summary: '' })
  const environment = {
    ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, expression]) => [name, value(expression)])),
    GITHUB_OUTPUT: join(files, 'output'),
    GITHUB_STEP_SUMMARY: join(files, 'summary'),
    PATH: pathWithoutNpx(),
    ...more,
  }
  writeFileSync(join(files, 'step.sh'), step.run)
  const ran = await startProgram('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', join(files, 'step.sh')], { environment, folder })
    .ended
  const outputs = readFileSync(join(files, 'output'), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(/=(.*)/s, 2) as [string, string])
  return { ...ran, outputs: Object.fromEntries(outputs), summary: readFileSync(join(files, 'summary'), 'utf8') }
}
