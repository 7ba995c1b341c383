/** The filter that a stream is asked for with where a scenario says nothing else, for /sync calls beside it. */
export const usualFilter = JSON.stringify({ room: { timeline: { limit: 100 } } })
