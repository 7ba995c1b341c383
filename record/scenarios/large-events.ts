import { scenario } from '../scenario.js'
import { delivers } from './delivers.js'

const KIB = 1024
const MIB = 1024 * KIB

/** FRM-15, FRM-25b: large payloads, in ASCII and in characters of two, three and four bytes. */
export const largeEvents = scenario(
  'large-events',
  { says: 'Publish payloads of 64 KiB, 1 MiB and 8 MiB.', kind: 'heavy', needs: ['endless', 'publish'] },
  async stage => {
    const { open, publish } = stage
    const stream = await open({ limit_bytes: 32 * MIB })
    await stream.head()
    if (!(await delivers(stage, stream))) return
    const received = async (publication: Awaited<ReturnType<typeof publish>>) => {
      if (publication.answer.ok) await stream.receives(publication)
    }
    await received(await publish('64 KiB', { bytes: 64 * KIB + 64 }))
    await received(await publish('many bytes', { bytes: MIB - 64 * KIB, filled: 'many-bytes' }))
    await received(await publish('1 MiB', { bytes: MIB + 64 }))
    await received(await publish('8 MiB', { bytes: 8 * MIB + 64 }))
    await stream.receives(await publish('after'))
  },
)
