/** The state file: the whole store, written to a new file that then replaces the old one. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import type { Settings } from './options.js'
import { createStore, type Store } from './store.js'

/** A line of text, `<format> <sha256 of the rest>`, then the store as serialized by V8, which preserves maps and shared objects. */
const FORMAT = 'ssespec-homeserver/1'

/** The longest time until changes are written; longer if writing itself takes long. */
const DELAY_MS = 500

export interface Snapshots {
  readonly store: Store
  /** Something changed: a snapshot is due soon. */
  changed(): void
  save(): Promise<void>
}

/** @throws {Error} if the state file cannot be used */
export function snapshots({ state: file, server_name }: Settings): Snapshots {
  const store = (file === undefined ? undefined : read(file, server_name)) ?? createStore(server_name)
  let timer: NodeJS.Timeout | undefined
  let took_ms = 0
  let dirty = true
  let writing = Promise.resolve()
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    if (file === undefined) return Promise.resolve()
    writing = writing.then(async () => {
      if (!dirty) return
      dirty = false
      const begun_ms = performance.now()
      try {
        await write(file, store)
      } catch (error) {
        dirty = true
        throw new Error(`The state file ${file} could not be written (${(error as Error).message}); name another, or make room for it.`)
      } finally {
        took_ms = performance.now() - begun_ms
      }
    })
    const result = writing
    writing = writing.catch(() => undefined)
    return result
  }
  const changed = () => {
    dirty = true
    if (file === undefined || timer !== undefined) return
    // A failed write is retried after the next change, and reported by the `save` at the end.
    timer = setTimeout(() => void save().catch(() => undefined), DELAY_MS + 10 * took_ms).unref()
  }
  return { store, changed, save }
}

async function write(file: string, store: Store): Promise<void> {
  const content = serialize(store)
  const next = `${file}.next`
  await writeFile(next, Buffer.concat([Buffer.from(`${FORMAT} ${digest(content)}\n`), content]), { mode: 0o600 })
  await rename(next, file)
}

function read(file: string, server_name: string): Store | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`The state file ${file} could not be read (${(error as Error).message}); name another, or fix its permissions.`)
  }
  const store = storeIn(bytes, file)
  if (store.server_name === server_name) return store
  throw new Error(`The state file ${file} is that of the server ${store.server_name}; start with that name, or name another file.`)
}

function storeIn(bytes: Buffer, file: string): Store {
  const end = bytes.indexOf('\n')
  const [format, sum] = bytes.toString('latin1', 0, Math.max(end, 0)).split(' ')
  if (!format?.startsWith('ssespec-homeserver/')) {
    throw new Error(`${file} is no state file of the reference homeserver; name another, or one that does not exist yet.`)
  }
  if (format !== FORMAT) throw new Error(`The state file ${file} is of another version (${format}); remove it to start anew.`)
  const content = bytes.subarray(end + 1)
  if (digest(content) !== sum) throw new Error(`The state file ${file} is damaged; put a copy in its place, or remove it to start anew.`)
  return deserialize(content) as Store
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
