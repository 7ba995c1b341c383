import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Profile, packageRoot, profileNames, type Resource, type Suite } from '../schemas/index.js'
import { SHARED } from '../suites/index.js'
import { MOST_FILE_BYTES } from './recording-bounds.js'
import { openRegular } from './regular-file.js'

/** The files of a bundle that a certificate covers. */
export const SUBJECTS = ['recording.ndjson.gz', 'observations.json', 'report.json'] as const

/** The SHA-256 of a file, hexadecimal; undefined if there is no such regular file, or a larger one than is read. */
export const digestOf = async (file: string): Promise<string | undefined> => {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { fd: openRegular(file, MOST_FILE_BYTES) })) hash.update(chunk as Buffer)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** A schema that requirements refer to. */
const SCHEMA = /"https:\/\/ssespec\.dev\/schemas\/([\w-]+\.schema\.json)/g

const resource = (name: string, bytes: Uint8Array): Resource => ({
  name,
  digest: { sha256: createHash('sha256').update(bytes).digest('hex') },
})

/** The files with the requirements of a profile, and those they refer to, each with its digest. */
export const suiteDigests = (profile: Profile): Resource[] => {
  const files = profileNames.flatMap(folder =>
    readdirSync(join(packageRoot, 'suites', folder))
      .filter(file => file.endsWith('.json'))
      .sort()
      .map(file => `suites/${folder}/${file}`),
  )
  const suites = files.flatMap(name => {
    const bytes = readFileSync(join(packageRoot, name))
    const { requirements } = JSON.parse(bytes.toString('utf8')) as Suite
    return requirements.some(({ level }) => level[profile] !== undefined) ? [{ name, bytes }] : []
  })
  const schemas = suites.flatMap(({ bytes }) => [...bytes.toString('utf8').matchAll(SCHEMA)].map(([, name]) => `schemas/${name}`))
  const referred = [...SHARED, ...new Set(schemas)]
  return [
    ...suites.map(({ name, bytes }) => resource(name, bytes)),
    ...referred.map(name => resource(name, readFileSync(join(packageRoot, name)))),
  ]
}
