import { type Format, formats } from '../reports/index.js'
import { CERTIFICATE } from './certificate.js'
import { SUBJECTS } from './digests.js'
import { KEYLESS_CERTIFICATE } from './keyless.js'

/** The files that `ssespec check` and `ssespec certify` write into the folder of a bundle. */
export const BUNDLE_FILES: readonly string[] = [
  ...new Set([
    ...SUBJECTS,
    CERTIFICATE,
    KEYLESS_CERTIFICATE,
    ...Object.values<Format>(formats).flatMap(({ file }) => (file === undefined ? [] : [file])),
  ]),
]
