import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, type Resource, type Suite } from '../schemas/index.js'
import { type Profile, SHARED } from '../suites/index.js'

/** The files of a bundle that a certificate covers. */
export const SUBJECTS = ['recording.ndjson.gz', 'observations.json', 'report.json'] as const

/** The SHA-256 of a file, hexadecimal; undefined if there is no such file. */
export const digestOf = async (file: string): Promise<string | undefined> => {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

const SYNC_RESPONSE = 'schemas/sync-response.schema.json'

/** Files that the requirements of a profile refer to. */
const referredOf = (profile: Profile): string[] => [...SHARED, ...(profile === 'matrix' ? [SYNC_RESPONSE] : [])]

const resource = (name: string, bytes: Uint8Array): Resource => ({
  name,
  digest: { sha256: createHash('sha256').update(bytes).digest('hex') },
})

/** The files with the requirements of a profile, each with its digest. */
export const suiteDigests = (profile: Profile): Resource[] => {
  const files = ['sse', 'matrix'].flatMap(folder =>
    readdirSync(join(packageRoot, 'suites', folder))
      .filter(file => file.endsWith('.json'))
      .sort()
      .map(file => `suites/${folder}/${file}`),
  )
  const suites = files.flatMap(name => {
    const bytes = readFileSync(join(packageRoot, name))
    const { requirements } = JSON.parse(bytes.toString('utf8')) as Suite
    return requirements.some(({ level }) => level[profile] !== undefined) ? [resource(name, bytes)] : []
  })
  return [...suites, ...referredOf(profile).map(name => resource(name, readFileSync(join(packageRoot, name))))]
}
