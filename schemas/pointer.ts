/** The names on the way of a JSON pointer (RFC 6901 §4), the outermost first. */
export const pointerNames = (pointer: string): string[] => pointer.split('/').slice(1).map(pointerName)

/** One part of a JSON pointer as the name that it stands for. */
export const pointerName = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')
