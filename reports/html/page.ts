import { createHash } from 'node:crypto'
import { shapes } from './icons.js'
import { html, type Markup, trusted } from './markup.js'
import { STYLE } from './style.js'

/** Even markup that slipped past the escaping could neither run nor load anything. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`

// An empty icon, so that browsers do not request a missing file.
const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Cpath d=%22M1 5h14M1 11h14%22 stroke=%22%23888%22 stroke-width=%222%22/%3E%3Ccircle cx=%225%22 cy=%225%22 r=%223%22 fill=%22%23287d4b%22/%3E%3Ccircle cx=%2211%22 cy=%2211%22 r=%223%22 fill=%22%23287d4b%22/%3E%3C/svg%3E'

/** A self-contained page: it loads nothing and runs nothing. */
export const pageMarkup = (title: string, top: Markup, main: Markup, foot: Markup): string => {
  const { markup } = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${trusted(ICON)}">
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip-link" href="#page-main">Skip to the content</a>
${shapes}
${top}
<main id="page-main" tabindex="-1">
${main}
</main>
<footer class="foot">${foot}</footer>
</body>
</html>
`
  return markup
}
