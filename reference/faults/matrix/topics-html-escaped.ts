import type { Fault } from '../../fault.js'
import { allRooms, changedResponses, type RoomEvent } from './changed-responses.js'

const escapeTopic = ({ type, content }: RoomEvent): void => {
  if (type !== 'm.room.topic' || typeof content !== 'object') return
  content.topic = String(content.topic).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

export const topicsHtmlEscaped: Fault = {
  name: 'topics-html-escaped',
  breaks: ['SYN-02q'],
  summary: 'Topics are sent HTML-escaped.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response))
        for (const event of [...(room.timeline?.events ?? []), ...(room.state?.events ?? [])]) escapeTopic(event)
    }),
}
