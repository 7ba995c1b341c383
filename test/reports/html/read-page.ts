/**
 * Reads a page as strictly as it is written: every tag of a known name, closed in its turn, every attribute quoted and of a known name. Whatever a
 * hostile text could add to a page (an element, an attribute, a comment, a script) is refused.
 */

import assert from 'node:assert/strict'

export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Text within, of its descendants too. */
  text: string
}

export interface Page {
  readonly elements: readonly Element[]
  readonly ids: readonly string[]
}

const VOID = new Set('meta link use path rect circle'.split(' '))

const KNOWN = new Set(
  (
    'html head meta title link style body header footer main nav section article div p span a ul ol li dl dt dd h1 h2 h3 h4 b i small code pre mark ' +
    'blockquote cite details summary figure figcaption table caption thead tbody tr th td time svg symbol g use path rect circle text tspan desc'
  ).split(' '),
)

const ATTRIBUTES = new Set(
  (
    'aria-hidden aria-label aria-labelledby charset class colspan content cx cy d data-name datetime fill height href http-equiv id lang name overflow ' +
    'preserveAspectRatio r rel role rx scope start stroke-width tabindex text-anchor title viewBox width x y'
  ).split(' '),
)

const TOKEN =
  /<style>(?<style>[^<]*)<\/style>|<!DOCTYPE html>|<\/(?<closing>[a-z][a-z0-9]*)>|<(?<opening>[a-z][a-z0-9]*)(?<attributes>(?: [A-Za-z-]+="[^"<>]*")*)(?<selfClosing>\/?)>|(?<text>[^<>]+)/y

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const unescaped = (text: string): string => {
  assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|#39);)/, 'an ampersand that is not escaped')
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')
}

const attributesOf = (text: string): Map<string, string> =>
  new Map(
    Array.from(text.matchAll(/ ([A-Za-z-]+)="([^"]*)"/g), ([, name = '', value = '']) => {
      assert.ok(ATTRIBUTES.has(name), `the attribute ${name}`)
      return [name, unescaped(value)] as const
    }),
  )

export const readPage = (page: string): Page => {
  const elements: Element[] = []
  const open: Element[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < page.length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(page)?.groups
    assert.ok(groups !== undefined, `markup at ${at}: ${page.slice(at, at + 80)}`)
    const { opening, closing, text, attributes = '', selfClosing } = groups
    if (text !== undefined) {
      for (const element of open) element.text += unescaped(text)
    } else if (closing !== undefined) {
      assert.equal(open.pop()?.name, closing, `what is closed at ${at}`)
    } else if (opening !== undefined) {
      assert.ok(KNOWN.has(opening), `the element ${opening}`)
      const element = { name: opening, attributes: attributesOf(attributes), text: '' }
      elements.push(element)
      if (selfClosing === '' && !VOID.has(opening)) open.push(element)
    }
  }
  assert.deepEqual(open, [], 'all is closed')
  return { elements, ids: elements.flatMap(({ attributes }) => attributes.get('id') ?? []) }
}

export const named = ({ elements }: Page, name: string): Element[] => elements.filter(element => element.name === name)

export const withClass = ({ elements }: Page, name: string): Element[] =>
  elements.filter(({ attributes }) => (attributes.get('class') ?? '').split(' ').includes(name))
