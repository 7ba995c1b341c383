import { MARKER } from '../../schemas/index.js'
import { jsonObject, payloadReadings } from '../payload.js'
import type { ObservedProfile } from '../profiles.js'

export const ofToys: ObservedProfile = {
  has: {},
  carrying: {
    responseIn: jsonObject,
    payloadsIn: ({ toy }) =>
      typeof toy === 'string' ? [{ marker: MARKER.exec(toy)?.[0], readings: payloadReadings(toy, undefined) }] : [],
    unmarked: false,
  },
}
