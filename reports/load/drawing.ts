/** Plot, and a document for it to draw in. scripts/bundle.mjs puts both into this module of dist. */

import { parseHTML } from 'linkedom'

export { barX, dot, line, plot, ruleX, text } from '@observablehq/plot'

/** An empty document. The types of a browser stay out of this project. */
export const emptyDocument = () => (parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: never }).document
