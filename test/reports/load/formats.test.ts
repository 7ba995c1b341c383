import { strict as assert } from 'node:assert'
import { loadFormats, loadPictures } from '../../../reports/index.js'
import { documentFaults } from '../../../schemas/index.js'
import { loadOf, transport } from '../../load/results.js'

const PLAIN = { colour: false, width: 100 }
const HOSTILE = '<script>alert(1)</script>\u001b[2Jevil|`"&\u202e'

describe('a load, shown', () => {
  const busy = transport({ name: 'longpoll', verdict: 'inconclusive', reason: 'busy', doubts: [{ of: 'times', reason: 'busy' }] })

  it('is a valid document', () => {
    assert.deepEqual(documentFaults('load', loadOf([transport(), busy])), [])
  })

  it('on a terminal: a column a transport, what is in doubt in words, no line too long', () => {
    const text = loadFormats.terminal.render(loadOf([transport(), busy]), PLAIN)
    assert.match(text, /^ +sse +longpoll$/m)
    assert.match(text, /^delivery, 99 % +40 ms +40 ms$/m)
    assert.match(text, /Inconclusive\n {2}longpoll: busy\. Times and CPU are in doubt; counts and bytes are not\./)
    for (const line of text.split('\n')) assert.ok(line.length <= 100, line)
  })

  it('on a narrow terminal the table goes on below', () => {
    const text = loadFormats.terminal.render(loadOf([transport(), busy]), { colour: false, width: 41 })
    assert.equal(text.match(/^clients held/gm)?.length, 2)
  })

  it('what a target or a server said is shown, and obeyed nowhere', async () => {
    const load = loadOf([transport({ verdict: 'inconclusive', doubts: [{ of: 'all', reason: HOSTILE }] })], {
      target: { url: `http://127.0.0.1/${HOSTILE}`, profile: 'sse', embedded: false },
    })
    const page = await loadFormats.html.render(load)
    assert.ok(!/<script|\u001b|\u202e/.test(page))
    assert.ok(!/\u001b|\u202e/.test(loadFormats.terminal.render(load, PLAIN)))
    assert.ok(!/(?<!\\)<script|\u001b/.test(loadFormats.markdown.render(load)))
  })

  it('its pictures are whole by themselves: no script, no style, a name', async () => {
    const pictures = await loadPictures(loadOf([transport(), busy]))
    assert.deepEqual(
      pictures.map(({ id }) => id),
      ['connections', 'latency', 'bytes', 'memory'],
    )
    for (const { svg, title } of pictures) {
      assert.ok(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}"`))
      assert.ok(!/<style|<script|style=|href=/.test(svg), title)
      assert.match(svg, />longpoll</)
    }
  })

  it('where nothing was measured there is no picture, and it is not called a success', async () => {
    const nothing = loadOf([], { interrupted: true })
    assert.deepEqual(await loadPictures(nothing), [])
    assert.match(loadFormats.terminal.render(nothing, PLAIN), /Stopped early.*Nothing was measured/)
  })
})
