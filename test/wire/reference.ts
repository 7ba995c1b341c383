/**
 * HTML §9.2.5 and §9.2.6 read naively over the whole stream, for comparison: slow, and sharing no code with `wire/`.
 */
export interface ReferenceReading {
  events: { type: string; data: string; id: string }[]
  lastEventId: string
}

export function readNaively(bytes: Uint8Array): ReferenceReading {
  // UTF-8 decode strips one leading BOM.
  const text = new TextDecoder('utf-8').decode(bytes)
  const lines = text.split(/\r\n|\r|\n/)
  // What follows the last line end is no line.
  lines.pop()
  const reading: ReferenceReading = { events: [], lastEventId: '' }
  let [data, type, idBuffer] = ['', '', '']
  for (const line of lines) {
    if (line === '') {
      reading.lastEventId = idBuffer
      if (data !== '') reading.events.push({ type: type === '' ? 'message' : type, data: data.slice(0, -1), id: idBuffer })
      data = ''
      type = ''
      continue
    }
    const parts = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line)
    const [, name = '', value = ''] = parts ?? []
    if (name === 'data') data += `${value}\n`
    if (name === 'event') type = value
    if (name === 'id' && !value.includes('\0')) idBuffer = value
  }
  return reading
}
