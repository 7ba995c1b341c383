import hpack from 'hpack.js'

/** The default SETTINGS_HEADER_TABLE_SIZE (RFC 9113 §6.5.2). */
const TABLE_BYTES = 4096
/** The size of a decoded list as SETTINGS_MAX_HEADER_LIST_SIZE counts it (RFC 9113 §6.5.2): a few bytes of index can stand for 4 KiB. */
const FIELDS_BYTES = 1 << 20
const FIELD_OVERHEAD_BYTES = 32

/** A header field: name and value in latin1, exactly as sent. */
export interface HeaderField {
  name: string
  value: string
}

/** Decodes field blocks of one connection, in order: each changes the table for the next. */
export interface FieldDecoder {
  /** Undefined: the block is invalid or too large. Without a valid table, so is every later block (RFC 9113 §4.3). */
  decode(block: Uint8Array): HeaderField[] | undefined
}

export function createFieldDecoder(): FieldDecoder {
  const decoder = hpack.decoder.create()
  const table = hpack.table.create({ maxSize: TABLE_BYTES })
  let broken = false

  function decode(block: Uint8Array): HeaderField[] | undefined {
    if (broken) return undefined
    try {
      return decodeBlock(block)
    } catch {
      // hpack.js reports faults only as text, and as TypeErrors if the block is cut.
      broken = true
      return undefined
    }
  }

  function decodeBlock(block: Uint8Array): HeaderField[] {
    const fields: HeaderField[] = []
    let size_bytes = 0
    if (block.length > 0) decoder.push(Buffer.from(block))
    while (!decoder.isEmpty()) {
      const field = decodeField()
      if (field === undefined) continue
      size_bytes += field.name.length + field.value.length + FIELD_OVERHEAD_BYTES
      if (size_bytes > FIELDS_BYTES) throw new Error('The decoded header list is too large.')
      fields.push(field)
    }
    return fields
  }

  /** One representation of RFC 7541 §6; undefined for a table size update. */
  function decodeField(): HeaderField | undefined {
    if (decoder.decodeBit() === 1) {
      const { name, value } = table.lookup(decoder.decodeInt())
      return { name, value }
    }
    const isIndexed = decoder.decodeBit() === 1
    if (!isIndexed) {
      const isSizeUpdate = decoder.decodeBit() === 1
      if (isSizeUpdate) {
        table.updateSize(decoder.decodeInt())
        return undefined
      }
      // The never-indexed flag matters only for intermediaries.
      decoder.decodeBit()
    }
    const index = decoder.decodeInt()
    const name = index === 0 ? latin1(decoder.decodeStr()) : table.lookup(index).name
    const value = latin1(decoder.decodeStr())
    if (isIndexed) table.add(name, value, name.length, value.length)
    return { name, value }
  }

  return { decode }
}

function latin1(octets: ArrayLike<number>): string {
  return Buffer.from(octets).toString('latin1')
}

/**
 * Encodes fields as literals without indexing, names and values neither indexed nor Huffman coded (RFC 7541 §6.2.2): no table is needed.
 * Strings are latin1, one character per byte, so that any byte can be sent; code points above U+00FF lose their high bits.
 */
export function encodeFields(fields: readonly HeaderField[]): Uint8Array {
  return Buffer.concat(fields.flatMap(field => [Buffer.from([0]), encodeString(field.name), encodeString(field.value)]))
}

function encodeString(text: string): Buffer {
  const octets = Buffer.from(text, 'latin1')
  return Buffer.concat([encodeInteger(octets.length), octets])
}

/** An integer with a prefix of seven bits and an eighth that is 0 (RFC 7541 §5.1). */
function encodeInteger(value: number): Buffer {
  if (value < 127) return Buffer.from([value])
  const octets = [127]
  let rest = value - 127
  for (; rest >= 128; rest = Math.floor(rest / 128)) octets.push((rest % 128) | 128)
  octets.push(rest)
  return Buffer.from(octets)
}
