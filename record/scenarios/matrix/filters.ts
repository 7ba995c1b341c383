/** The default filter of streams, for /sync calls next to them. */
export const usualFilter = JSON.stringify({ room: { timeline: { limit: 100 } } })
