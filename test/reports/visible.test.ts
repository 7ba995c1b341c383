import assert from 'node:assert/strict'
import fc from 'fast-check'

import { columnsOf, wrap } from '../../reports/page.js'
import { escapeJson, escapeMarkdown, escapeXml, shorten, visible, visibleCharacters } from '../../reports/visible.js'
import { hostileText } from './hostile-text.js'

describe('visible text', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a control character is its picture', '\u0000\t\n\r\u001b\u007f', '␀␉␊␍␛␡'],
    ['a C1 control is told by number', '\u009b31m', '\\u{9b}31m'],
    ['a bidirectional override is told by number', '\u202Egnp', '\\u{202e}gnp'],
    ['a zero-width character is told by number', 'a\u200Bb\uFEFF', 'a\\u{200b}b\\u{feff}'],
    ['a lone surrogate is told by number', '\uD800x\uDFFF', '\\u{d800}x\\u{dfff}'],
    ['a line separator is told by number', '\u2028\u2029\u0085', '\\u{2028}\\u{2029}\\u{85}'],
    ['a blank that is no space is told by number', 'a\u00a0b c', 'a\\u{a0}b c'],
    ['marks on a letter stay, and a pile of them does not', 'e\u0301 a\u0301\u0302\u0303\u0304', 'e\u0301 a\u0301\u0302\u0303\\u{304}'],
    ['a mark that no letter bears is told by number', '\u0301', '\\u{301}'],
    ['what a renderer may ignore is told by number', 'x\uFE0F\u3164\u034F', 'x\\u{fe0f}\\u{3164}\\u{34f}'],
    ['letters, signs and emoji are themselves', 'naïve 漢字 €😀 \\x9b', 'naïve 漢字 €😀 \\x9b'],
  ]
  for (const [title, text, shown] of cases) it(title, () => assert.equal(visible(text), shown))

  it('shows character by character what it shows at once', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const characters = visibleCharacters(text)
        assert.equal(characters.map(({ shown }) => shown).join(''), visible(text))
        assert.equal(characters.map(({ source }) => source).join(''), text)
      }),
    )
  })

  it('is shortened without tearing a surrogate pair, and says by how much', () => {
    assert.equal(shorten('ab😀cd', 3), 'ab… (4 more characters)')
    assert.equal(shorten('ab😀cd', 4), 'ab😀… (2 more characters)')
    assert.equal(shorten('ab😀cd', 6), 'ab😀cd')
  })

  it('is wrapped at spaces, and within words that are too long, and loses nothing else', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three'])
    assert.deepEqual(wrap('data:  x', 20), ['data:  x'])
    assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh'])
    assert.deepEqual(wrap('漢字漢字', 5), ['漢字', '漢字'])
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 90 }), (text, width) => {
        const lines = wrap(visible(text), width)
        assert.ok(lines.every(line => columnsOf(line) <= width))
        assert.equal(lines.join('').replaceAll(' ', ''), visible(text).replaceAll(' ', ''))
      }),
    )
  })

  it('is no markup in XML, and keeps its line feeds there', () => {
    assert.equal(escapeXml('<a b="c">&\'\n]]>\u0000\uFFFE'), '&lt;a b=&quot;c&quot;&gt;&amp;&#39;\n]]&gt;␀\\u{fffe}')
  })

  it('is no markup in Markdown', () => {
    assert.equal(escapeMarkdown('*a* _b_ `c` [d](e) <f> | ~g~'), '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\| \\~g\\~')
    assert.equal(escapeMarkdown('- item'), '\\- item')
    assert.equal(escapeMarkdown('12. item'), '12\\. item')
    assert.equal(escapeMarkdown('# heading'), '\\# heading')
    assert.equal(escapeMarkdown('http://a.example www.b.example @all'), 'http\\://a.example www\\.b.example @&#8203;all')
    assert.equal(escapeMarkdown('a\n\n# b'), 'a␊␊# b')
  })

  it('means the same in JSON as before', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const json = escapeJson(JSON.stringify({ [text]: text }, null, 2))
        assert.deepEqual(JSON.parse(json), { [text]: text })
        assert.equal(visible(json.replaceAll('\n', '')), json.replaceAll('\n', ''))
      }),
    )
  })
})
