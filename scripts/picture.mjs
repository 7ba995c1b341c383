// Draws the terminal output of a command as SVG: node scripts/picture.mjs TITLE < output.ansi > docs/check.svg
import { readFileSync } from 'node:fs'

const COLOURS = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#76e3ea', 90: '#8b949e' }
const LINE = 19
const CHARACTER = 8.43
const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const lines = readFileSync(0, 'utf8').trimEnd().split('\n')
const plain = lines.map(line => line.replaceAll(/\x1b\[[0-9;]*m/g, ''))
const width = Math.ceil(Math.max(...plain.map(line => [...line].length)) * CHARACTER) + 40
const height = lines.length * LINE + 64

const draw = (line, row) => {
  let style = { fill: '#e6edf3' }
  const spans = line.split(/(\x1b\[[0-9;]*m)/).flatMap(part => {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part)?.[1]
    if (codes === undefined)
      return part === ''
        ? []
        : [
            `<tspan ${Object.entries(style)
              .map(([key, value]) => `${key}="${value}"`)
              .join(' ')}>${escaped(part)}</tspan>`,
          ]
    for (const code of codes.split(';').map(Number)) {
      if (code === 0) style = { fill: '#e6edf3' }
      else if (code === 1) style = { ...style, 'font-weight': 'bold' }
      else if (code === 2) style = { ...style, fill: '#8b949e' }
      else if (code === 22) style = { fill: '#e6edf3' }
      else if (code === 39) style = { ...style, fill: '#e6edf3' }
      else if (COLOURS[code]) style = { ...style, fill: COLOURS[code] }
    }
    return []
  })
  return `<text x="20" y="${54 + row * LINE}" xml:space="preserve">${spans.join('')}</text>`
}

process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(process.argv[2] ?? 'terminal')}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<text x="20" y="26" fill="#8b949e" font-family="monospace" font-size="13">$ ${escaped(process.argv[2] ?? '')}</text>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
${lines.map(draw).join('\n')}
</g>
</svg>
`)
