// The servers of examples/servers, from each folder's server.json.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/index.js'

export interface Server {
  readonly name: string
  readonly title: string
  /** The part of the library's documentation that the program follows. */
  readonly shows: string
  readonly language: string
  /** Name and version, as pinned by the manifest in the folder. */
  readonly libraries: Readonly<Record<string, string>>
  readonly docs: string
  /** Shell commands, run in a copy of the folder. */
  readonly install: readonly string[]
  /** Program and arguments; the port is appended. */
  readonly start: readonly string[]
  readonly port: number
}

export const SERVERS = join(packageRoot, 'examples', 'servers')

const MANIFESTS = ['package.json', 'requirements.txt', 'go.mod', 'Cargo.toml', 'pom.xml']

const manifestOf = (name: string): string => {
  const file = MANIFESTS.map(own => join(SERVERS, name, own)).find(existsSync)
  if (file === undefined) throw new Error(`examples/servers/${name} has no manifest. Add one of ${MANIFESTS.join(', ')}.`)
  return readFileSync(file, 'utf8')
}

const readServer = (name: string): Server => {
  const server: Server = { name, ...JSON.parse(readFileSync(join(SERVERS, name, 'server.json'), 'utf8')) }
  const manifest = manifestOf(name)
  for (const [library, version] of Object.entries(server.libraries)) {
    // Maven separates group and artifact.
    if (!manifest.includes(library.split(':').at(-1) ?? library) || !manifest.includes(version)) {
      throw new Error(
        `examples/servers/${name}/server.json names ${library} ${version}, which its manifest does not pin. Change one of them.`,
      )
    }
  }
  return server
}

/** All servers, or the named ones, sorted by language and title. */
export const serversNamed = (names: readonly string[]): Server[] => {
  const there = readdirSync(SERVERS).filter(name => existsSync(join(SERVERS, name, 'server.json')))
  const unknown = names.filter(name => !there.includes(name))
  if (unknown.length > 0) throw new Error(`unknown server "${unknown.join('", "')}"; choose from ${there.join(', ')}.`)
  return (names.length === 0 ? there : names)
    .map(readServer)
    .sort((a, b) => a.language.localeCompare(b.language, 'en') || a.title.localeCompare(b.title, 'en'))
}
