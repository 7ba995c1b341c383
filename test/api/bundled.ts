/** A bundle of the embedded reference, from a quick run that is repeated while this machine is too slow for a verdict. */

import { check, openBundle, writeBundle } from '../../api/index.js'
import { onTime } from '../on-time.js'
import { folderWith } from './scratch.js'

/** The folder, gone with the others (removeFolders). */
export const bundled = async (only?: readonly string[]): Promise<string> => {
  const judge = async () => {
    const folder = folderWith()
    const checked = await check({ quick: true, ...(only === undefined ? {} : { only }), recording: openBundle(folder) })
    await writeBundle(folder, checked)
    return { folder, verdicts: checked.report.verdicts }
  }
  return (await onTime(judge, ({ verdicts }) => verdicts)).folder
}
