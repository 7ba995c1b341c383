import fc from 'fast-check'

import { HOSTILE } from './fixtures.js'

/** Any sequence of UTF-16 code units, well-formed or not, with the known attacks mixed in. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.constantFrom(
        '`',
        '```',
        '\n',
        '\r',
        '\u001b',
        ' ',
        '  ',
        '|',
        '<',
        '>',
        '&',
        '"',
        "'",
        '\\',
        '@a',
        '- ',
        '1. ',
        '# ',
        '*',
        '_',
        '[x](y)',
        '$',
      ),
      fc.string({ unit: 'binary' }),
      fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map(units => String.fromCharCode(...units)),
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(''))
