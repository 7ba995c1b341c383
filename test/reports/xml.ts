/** An element of a document, with what it holds in order. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (Element | string)[]
}

const NAME = '[A-Za-z_][A-Za-z0-9_.-]*'
const TOKEN = new RegExp(`<\\?xml [^?]*\\?>\\n|<(${NAME})((?: ${NAME}="[^"<]*")*)(/?)>|</(${NAME})>|([^<]+)`, 'y')
const REFERENCE = /&(?:(amp|lt|gt|quot)|#(\d+));|&/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** XML 1.0 §2.2: the only characters that a document may have, even by reference. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

const decoded = (text: string): string => {
  if (text.includes(']]>')) throw new Error('"]]>" in content')
  return text.replace(REFERENCE, (reference, name?: string, code?: string) => {
    const character = name === undefined ? String.fromCodePoint(Number(code ?? Number.NaN)) : NAMED[name]
    if (character === undefined || FORBIDDEN.test(character)) throw new Error(`bad reference ${reference}`)
    return character
  })
}

const attributesOf = (text: string): Record<string, string> => {
  const pairs = Array.from(
    text.matchAll(new RegExp(` (${NAME})="([^"]*)"`, 'g')),
    ([, name = '', value = '']) => [name, decoded(value)] as const,
  )
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`an attribute twice: ${text}`)
  return Object.fromEntries(pairs)
}

/** The root element, or an error that says why the document is not well-formed. Knows the XML that reports may use and no more. */
export const parseXml = (xml: string): Element => {
  const forbidden = FORBIDDEN.exec(xml)
  if (forbidden) throw new Error(`a forbidden character at ${forbidden.index}`)
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  let at = 0
  while (at < xml.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(xml)
    const parent = open.at(-1)
    if (!token || !parent) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`)
    const [whole, start, attributes = '', empty, end, text] = token
    at += whole.length
    if (start !== undefined) {
      const element: Element = { name: start, attributes: attributesOf(attributes), children: [] }
      parent.children.push(element)
      if (empty === '') open.push(element)
    }
    if (end !== undefined && open.pop()?.name !== end) throw new Error(`</${end}> ends nothing`)
    if (text !== undefined) parent.children.push(decoded(text))
  }
  const [element, ...others] = root.children.filter(child => typeof child !== 'string' || child.trim() !== '')
  if (open.length !== 1 || typeof element !== 'object' || others.length > 0) throw new Error('not exactly one root element')
  return element
}

export const elementsOf = ({ children }: Element, name?: string): Element[] =>
  children.filter(child => typeof child === 'object').filter(child => name === undefined || child.name === name)

export const textOf = ({ children }: Element): string => children.filter(child => typeof child === 'string').join('')
