import type { ErrorObject } from 'ajv'

/** `properties/heartbeats/items/properties/bytes/const` as `heartbeats.*.bytes const`: names of the observation, whatever holds them together. */
const placeIn = (schemaPath: string): string => {
  const parts = schemaPath.replace(/^[^#]*#\//, '').split('/')
  const keyword = parts.pop() ?? ''
  const names = parts.flatMap((part, index): string[] => {
    if (parts[index - 1] === 'properties') return [part.replaceAll('~1', '/').replaceAll('~0', '~')]
    return ['items', 'additionalProperties', 'patternProperties'].includes(part) ? ['*'] : []
  })
  return [names.join('.'), keyword].filter(part => part !== '').join(' ')
}

/**
 * Which parts of a requirement's schema do not hold, each once, in order of the alphabet. They name no stream, byte or time, and so are the same
 * in another run that fails for the same reason.
 */
export const unmetOf = (errors: readonly ErrorObject[]): string[] =>
  [
    ...new Set(
      errors.map(({ schemaPath, keyword, params }) =>
        keyword === 'required' ? `${placeIn(schemaPath)} ${params.missingProperty}` : placeIn(schemaPath),
      ),
    ),
  ].sort()
