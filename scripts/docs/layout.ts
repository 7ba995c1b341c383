import { html, type Markup, STYLE, trusted } from '../../reports/index.js'

/** Styles of documentation pages in addition to those of reports. */
const OWN = `
body{max-width:64rem;padding-bottom:4rem}
.site{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding:1.25rem 0;border-bottom:1px solid var(--line)}
.site .brand{margin-right:auto}
.site .brand a{color:inherit;text-decoration:none}
h1{display:block;margin-top:2.25rem}
h2{margin-top:2.5rem}
h3{margin-top:1.75rem;font-size:1.0625rem}
main p,main ul,main ol,main pre,main table,main dl{margin-top:.9rem;max-width:46rem}
main ul,main ol{padding-left:1.4rem}
main li{margin-top:.3rem}
main pre{padding:.8rem 1rem;background:var(--sunk);border:1px solid var(--line);border-radius:6px;overflow-x:auto;font-size:.875rem;line-height:1.5;max-width:none}
pre code{font-size:inherit}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{padding:.4rem .8rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600}
.aspects>div{display:grid;grid-template-columns:8rem 1fr;gap:0 1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
.aspects{max-width:none}
.aspects dt{color:var(--soft)}
.aspects dd p{margin:0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem}
.pair>div{min-width:0}
.good .bytes mark{background:var(--pass-ground);color:var(--text);box-shadow:0 2px 0 var(--pass)}
.levels td:not(:last-child){white-space:nowrap;overflow-wrap:normal}
.level{color:var(--soft);font-size:.875rem}
.reading{border-top:1px solid var(--line);padding-top:.25rem}
blockquote{margin:.9rem 0 0;padding-left:1rem;border-left:3px solid var(--strong);max-width:46rem;font-style:normal;color:var(--text)}
blockquote p{margin:0;font-style:normal}
pre:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media (max-width:40rem){.aspects>div{grid-template-columns:1fr}}
`

export const SITE_STYLE = `${STYLE}${OWN}`

export interface Page {
  /** Its place in the site: `requirements/FRM-05.html`. */
  readonly path: string
  readonly title: string
  readonly main: Markup
}

const MENU = [
  ['index.html', 'Requirements'],
  ['readings.html', 'Readings of MSC2108'],
  ['guides/first-check.html', 'Guides'],
  ['formats.html', 'Formats'],
] as const

/** The page as a file: it loads one stylesheet and runs nothing. */
export const pageText = ({ path, title, main }: Page): string => {
  const up = '../'.repeat(path.split('/').length - 1)
  const menu = MENU.map(([to, name]) => html`<a href="${up}${to}"${to === path ? trusted(' aria-current="page"') : undefined}>${name}</a>`)
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${up}style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip-link" href="#page-main">Skip to the content</a>
<header><nav class="site" aria-label="Site"><span class="brand"><a href="${up}index.html">ssespec</a></span>${menu}</nav></header>
<main id="page-main" tabindex="-1">
${main}
</main>
</body>
</html>
`.markup
}
