/** Whether this machine can generate load; what is missing is reported to the user. */

import { findK6 } from '../../load/k6.js'

/** Builds k6 where Go is there and it was not built before: a minute. */
export const k6IsMissing = (): Promise<string | undefined> =>
  findK6().then(
    () => undefined,
    (cause: Error) => cause.message,
  )
