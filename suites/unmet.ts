import type { ErrorObject } from 'ajv'
import { pointerName } from '../schemas/index.js'

/** `properties/heartbeats/items/properties/bytes/const` as `heartbeats.*.bytes const`: names in the observation, without schema keywords in between. */
const placeIn = (schemaPath: string): string => {
  const parts = schemaPath.replace(/^[^#]*#\//, '').split('/')
  const keyword = parts.pop() ?? ''
  const names = parts.flatMap((part, index): string[] => {
    if (parts[index - 1] === 'properties') return [pointerName(part)]
    return ['items', 'additionalProperties', 'patternProperties'].includes(part) ? ['*'] : []
  })
  return [names.join('.'), keyword].filter(part => part !== '').join(' ')
}

/**
 * The parts of a requirement's schema that failed, deduplicated and sorted. They do not include streams, offsets or times, so two runs that fail
 * for the same reason have the same list.
 */
export const unmetOf = (errors: readonly ErrorObject[]): string[] =>
  [
    ...new Set(
      errors.map(({ schemaPath, keyword, params }) =>
        keyword === 'required' ? `${placeIn(schemaPath)} ${params.missingProperty}` : placeIn(schemaPath),
      ),
    ),
  ].sort()
