import assert from 'node:assert/strict'

import { formats } from '../../../reports/index.js'
import { everyKind } from '../fixtures.js'

// What axe cannot reckon: text within a picture, and text on a ground that a picture is in.

type Colours = ReadonlyMap<string, string>

const coloursIn = (declarations: string): Colours =>
  new Map(Array.from(declarations.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g), ([, name = '', colour = '']) => [name, colour]))

const schemes = (): Record<'light' | 'dark', Colours> => {
  const style = formats.html.render(everyKind(), { colour: false, width: 80 })
  const light = /:root\{([^}]*)\}/.exec(style)?.[1] ?? ''
  const dark = /prefers-color-scheme:dark\)\{:root\{([^}]*)\}/.exec(style)?.[1] ?? ''
  return { light: coloursIn(light), dark: coloursIn(dark) }
}

const channels = (colour: string): number[] => {
  const digits = colour.slice(1)
  const pairs = digits.length === 3 ? [...digits].map(digit => digit + digit) : (digits.match(/../g) ?? [])
  return pairs.map(pair => Number.parseInt(pair, 16) / 255)
}

/** WCAG 2.2, relative luminance. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(value =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const KINDS = ['pass', 'fail', 'warn', 'open', 'error', 'idle'] as const

/** Text, and what it stands on. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...['ground', 'card', 'sunk'].flatMap(ground => ['text', 'soft', 'link', ...KINDS].map(text => [text, ground] as const)),
  ...KINDS.flatMap(kind => [kind, 'text', 'soft'].map(text => [text, `${kind}-ground`] as const)),
  ...(['pass', 'fail', 'error', 'warn', 'open'] as const).map(kind => ['on-solid', kind] as const),
  ['mark-text', 'mark'],
]

describe('the colours of a page', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`give every text a contrast of 4.5 to 1, ${scheme}`, () => {
      const colours = schemes()[scheme]
      for (const [text, ground] of PAIRS) {
        const ratio = contrast(colours.get(text) ?? '', colours.get(ground) ?? '')
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`)
      }
    })
  }
})
