import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, type Markup, prose } from '../../reports/index.js'
import { packageRoot } from '../../schemas/index.js'
import type { Page } from './layout.js'

interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly $ref?: string
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly $defs?: Readonly<Record<string, Schema>>
}

const MOST_VALUES = 12

const typeOf = ({ const: fixed, enum: values, $ref, type, items, anyOf }: Schema): string => {
  if (fixed !== undefined) return JSON.stringify(fixed)
  if (values !== undefined) {
    const shown = values
      .slice(0, MOST_VALUES)
      .map(value => JSON.stringify(value))
      .join(', ')
    return values.length > MOST_VALUES ? `${shown}, …` : shown
  }
  if ($ref !== undefined) return $ref.replace(/^.*\//, '').replace('.schema.json', '')
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ')
  if (items !== undefined) return `array of ${typeOf(items)}`
  return Array.isArray(type) ? type.join(' or ') : String(type ?? 'any')
}

const rows = ({ properties = {}, required = [] }: Schema): Markup[] =>
  Object.entries(properties).map(
    ([name, schema]) =>
      html`<tr><td><code>${name}</code></td><td>${typeOf(schema)}</td><td>${required.includes(name) ? 'yes' : 'no'}</td><td>${prose(schema.description ?? '')}</td></tr>`,
  )

const table = (schema: Schema): Markup | undefined =>
  schema.properties === undefined
    ? undefined
    : html`<table tabindex="0"><thead><tr><th scope="col">key</th><th scope="col">value</th><th scope="col">required</th><th scope="col">meaning</th></tr></thead><tbody>${rows(schema)}</tbody></table>`

const format = (file: string): Markup => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'schemas', file), 'utf8')) as Schema
  const name = file.replace('.schema.json', '')
  const parts = Object.entries(schema.$defs ?? {}).filter(([, { properties }]) => properties !== undefined)
  return html`<section id="${name}" aria-labelledby="${name}-title"><h2 id="${name}-title">${schema.title ?? name}</h2><p>${prose(schema.description ?? '')}</p><p class="aside"><code>schemas/${file}</code></p>${table(schema)}${parts.map(([part, one]) => html`<h3>${part}</h3>${one.description === undefined ? undefined : html`<p>${prose(one.description)}</p>`}${table(one)}`)}</section>`
}

/** Every document that ssespec reads or writes, from its schema. */
export const formatsPage = (): Page => {
  const files = readdirSync(join(packageRoot, 'schemas'))
    .filter(file => file.endsWith('.schema.json'))
    .sort()
  const main = html`<h1>The formats</h1><p>Everything that ssespec reads or writes is JSON with a JSON Schema (draft 2020-12), included in the package: <code>ssespec/schemas/NAME.schema.json</code>.</p>${files.map(format)}`
  return { path: 'formats.html', title: 'ssespec: the formats', main }
}
