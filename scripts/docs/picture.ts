// Writes docs/check.svg, the picture of a failing check in the README: npm run docs:picture
import { writeFileSync } from 'node:fs'
import { check } from '../../api/index.js'
import { embeddedChannels } from '../../api/sse/embedded.js'
import { startReference } from '../../reference/index.js'
import { formats } from '../../reports/index.js'
import { packageRoot } from '../../schemas/index.js'

const FAULT = 'lone-cr-unsplit'
const COLUMNS = 100
const [CHARACTER, LINE, LEFT, TOP] = [8.43, 19, 20, 54]
const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  35: '#d2a8ff',
  36: '#79c0ff',
  2: '#8b949e',
}
const PLAIN = '#e6edf3'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A terminal line as spans of one colour each. */
const spansOf = (line: string): string => {
  let [colour, bold] = [PLAIN, false]
  return line
    .split(/(\x1b\[\d+m)/)
    .map(part => {
      const code = /^\x1b\[(\d+)m$/.exec(part)?.[1]
      if (code === undefined) {
        return part === '' ? '' : `<tspan fill="${colour}"${bold ? ' font-weight="bold"' : ''}>${escaped(part)}</tspan>`
      }
      if (code === '1') bold = true
      else if (code === '22' || code === '0') [colour, bold] = [code === '0' ? PLAIN : colour === COLOURS[2] ? PLAIN : colour, false]
      else colour = COLOURS[code] ?? PLAIN
      return ''
    })
    .join('')
}

const reference = await startReference({ fault: FAULT, port: 3000 })
try {
  const config = embeddedChannels.configuration({ ...reference, controlUrl: reference.url })
  const { report } = await check({
    config,
    quick: true,
    only: ['HTTP-01', 'HTTP-02', 'HTTP-12', 'FRM-05', 'FRM-07', 'FRM-18', 'RES-03'],
  })
  const lines = formats.terminal.render(report, { colour: true, width: COLUMNS }).trimEnd().split('\n')
  const [width, height] = [Math.ceil(COLUMNS * CHARACTER) + 2 * LEFT, TOP + lines.length * LINE]
  const command = 'npx ssespec check'
  const rows = lines.map((line, at) => `<text x="${LEFT}" y="${TOP + at * LINE}" xml:space="preserve">${spansOf(line)}</text>`)
  writeFileSync(
    `${packageRoot}/docs/check.svg`,
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${command}">`,
      '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
      `<text x="${LEFT}" y="26" fill="${COLOURS[2]}" font-family="monospace" font-size="13">$ ${command}</text>`,
      `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
      ...rows,
      '</g>',
      '</svg>',
      '',
    ].join('\n'),
  )
} finally {
  await reference.stop()
}
