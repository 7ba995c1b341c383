import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs'

/** A file of a stranger's bundle is not read; the message names it, and says why. */
export class IrregularFileError extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'IrregularFileError'
  }
}

/** Whether something has this name, also a link that leads nowhere. */
export const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined

const isLinkError = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ELOOP'

// O_NONBLOCK: opening a FIFO without a writer would wait for one.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Opens a regular file of at most `most_bytes` and returns its descriptor, which the caller closes. A link, a FIFO or a device is not opened:
 * it may be endless, or belong to somebody else.
 *
 * @throws IrregularFileError, and the error of node:fs if the file cannot be opened
 */
export const openRegular = (file: string, most_bytes: number): number => {
  const descriptor = (() => {
    try {
      return openSync(file, FLAGS)
    } catch (cause) {
      if (isLinkError(cause)) throw new IrregularFileError(`${file} is a link, and links are not followed. Put the file itself there.`)
      throw cause
    }
  })()
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw new IrregularFileError(`${file} is not a regular file. Put a regular file there.`)
    if (stat.size > most_bytes)
      throw new IrregularFileError(`${file} has ${stat.size} bytes, which is more than the limit of ${most_bytes} bytes.`)
    return descriptor
  } catch (cause) {
    closeSync(descriptor)
    throw cause
  }
}

/** The content of a regular file of at most `most_bytes`. Throws as openRegular does. */
export const readRegular = (file: string, most_bytes: number): Buffer => {
  const descriptor = openRegular(file, most_bytes)
  try {
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
