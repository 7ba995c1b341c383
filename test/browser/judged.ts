/** The family BRW, judged on a reference that is started for it, in browsers that go on from one run to the next. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveTarget } from '../../api/configuration.js'
import { type Judged, judgeRecording } from '../../api/judge.js'
import { type AddressedConfig, PROFILE_PARTS } from '../../api/profiles.js'
import { select } from '../../api/selection.js'
import { startGateway } from '../../gateway/index.js'
import { type Engines, enginesHere, type Fleet, record } from '../../record/index.js'
import type { Profile } from '../../schemas/index.js'
import { needs } from '../examples/needs.js'

export interface Task {
  readonly profile: Profile
  readonly fault?: string
  /** The stream of a gateway in front of the reference. */
  readonly gateway?: boolean
  readonly only: readonly string[]
  readonly fleet: Fleet
  readonly quick?: boolean
}

// A cookie shows what browsers do with credentials; the reference does not look at it.
const withCookie = (profile: Profile, config: AddressedConfig): AddressedConfig =>
  profile === 'sse' ? { ...config, headers: { Cookie: 'session=1' } } : config

let found: Promise<Engines> | undefined

/** What of the three is on this machine; looked for once. */
export const engines = (): Promise<Engines> => {
  found ??= enginesHere()
  return found
}

/** Leaves the tests out where one of the three is not there, and says which. */
export const needsBrowsers = async (context: Mocha.Context): Promise<void> => {
  const missing = Object.values(await engines()).flatMap(({ missing }) => missing ?? [])
  needs(context, missing.length === 0, missing.join('; '))
}

/** The report on one reference. What never comes is waited for in vain; a loopback server needs no five seconds. */
export const judgedInBrowsers = async ({ profile, fault, gateway = false, only, fleet, quick = false }: Task): Promise<Judged> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-browser-'))
  const defect = fault === undefined ? {} : { fault }
  const server = await PROFILE_PARTS[profile].embedded()
  const behind = gateway ? await server.start({}) : undefined
  const reference =
    behind === undefined ? await server.start(defect) : await startGateway({ http2: true, control: true, upstream: behind.url, ...defect })
  try {
    const target = resolveTarget(
      { ...withCookie(profile, server.configuration(reference)), tolerance: { wait_ms: fault === undefined ? 5000 : 2000 } },
      quick,
    )
    const file = join(folder, 'recording.ndjson')
    const { scenarios } = select(profile, only, quick)
    await record({ target: { ...target, browsers: await engines() }, scenarios, requirements: only, file, fleet })
    return await judgeRecording(file)
  } finally {
    await reference.stop()
    await behind?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
