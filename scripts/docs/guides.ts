import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'
import { html, trusted } from '../../reports/index.js'
import { packageRoot } from '../../schemas/index.js'
import type { Page } from './layout.js'

const FOLDER = join(packageRoot, 'docs', 'guides')

/** In the order of reading. */
const ORDER = JSON.parse(readFileSync(join(FOLDER, 'order.json'), 'utf8')) as readonly string[]

const marked = new Marked({
  gfm: true,
  renderer: {
    // A link to another guide's source becomes a link to its page.
    link({ href, title: _title, tokens }) {
      return html`<a href="${href.replace(/\.md(#.*)?$/, '.html$1')}">${trusted(this.parser.parseInline(tokens))}</a>`.markup
    },
    // A code block may be wider than the page, so make it scrollable by keyboard.
    code({ text }) {
      const lines = text.split('\n').map(line => html`${line}`.markup)
      return `<pre tabindex="0"><code>${lines.join('\n')}</code></pre>\n`
    },
  },
})

/** The pages of the guides, from their Markdown, each with links to the others. */
export const guidePages = (): Page[] => {
  const names = readdirSync(FOLDER).flatMap(file => (file.endsWith('.md') ? [file.slice(0, -3)] : []))
  const unknown = names.filter(name => !ORDER.includes(name))
  if (unknown.length > 0) throw new Error(`docs/guides has ${unknown.join(', ')}, which docs/guides/order.json does not name.`)
  const guides = ORDER.map(name => {
    const text = readFileSync(join(FOLDER, `${name}.md`), 'utf8')
    return { name, text, title: /^# (.*)$/m.exec(text)?.[1] ?? name }
  })
  return guides.map(({ name, text, title }) => {
    const others = guides.map(guide =>
      guide.name === name
        ? html`<li aria-current="page">${guide.title}</li>`
        : html`<li><a href="${guide.name}.html">${guide.title}</a></li>`,
    )
    const main = html`${trusted(marked.parse(text, { async: false }))}<h2>All guides</h2><nav aria-label="Guides"><ul>${others}</ul></nav>`
    return { path: `guides/${name}.html`, title: `ssespec: ${title}`, main }
  })
}
