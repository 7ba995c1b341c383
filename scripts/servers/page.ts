import type { Results } from './results.js'
export const writePage = (_results: Results): string => 'no page yet'
