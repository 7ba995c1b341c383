export { aspectsOf, renderExplain, SCHEMAS, schemaText } from './explain.js'
export type { Format, FormatOptions } from './formats.js'
export { formats, isFormatName } from './formats.js'
export { bytesMarkup } from './html/bytes.js'
export { html, joined, type Markup, prose, trusted } from './html/markup.js'
export { STYLE } from './html/style.js'
export { renderJson } from './json.js'
export { renderList } from './list.js'
export {
  comparisonFormats,
  isLoadFormatName,
  type LoadSide,
  loadFormats,
  loadPictures,
  loadSection,
  loadsSideBySide,
} from './load/index.js'
export type { TextOptions } from './page.js'
export { isSideBySideName, sideBySide } from './side-by-side/index.js'
export { isProfilePassed, openMusts, resultOf, statementOf } from './statement.js'
export { renderProfile, renderVerification } from './verification.js'
export { escapeJson, visible, visibleLines } from './visible.js'
