import { MARKER } from '../../schemas/index.js'
import { isObject, type JsonObject, type Payload, told } from '../payload.js'

const BODY = '/content/body'

const joinedRooms = (response: JsonObject): unknown[] => {
  const { rooms } = response
  const join = isObject(rooms) ? rooms.join : undefined
  return isObject(join) ? Object.values(join) : []
}

const eventsOf = (room: unknown): unknown[] => {
  const timeline = isObject(room) ? room.timeline : undefined
  const events = isObject(timeline) ? timeline.events : undefined
  return Array.isArray(events) ? events : []
}

/** The messages of joined rooms in a `/sync` response that carry publications, in order. */
export const messagesIn = (response: JsonObject): Payload[] =>
  joinedRooms(response)
    .flatMap(eventsOf)
    .flatMap(event => {
      const content = isObject(event) ? event.content : undefined
      const body = isObject(content) ? content.body : undefined
      if (typeof body !== 'string') return []
      const marker = MARKER.exec(body)?.[0]
      return marker === undefined ? [] : [{ marker, readings: [{ encoding: BODY, text: told(body) }] }]
    })
