import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wants } from '../examples/needs.js'
import { checkedApart, LEAVES_WITHIN_MS } from './checked.js'
import { flood, repeated, STREAM_HEAD, startHostile, stopServers } from './hostile-server.js'

/** Rejects as RecordingError that says what to do, and nothing else happens: no other error, nothing left open. */
const failsToRecord = async (recording: string, words: RegExp): Promise<void> => {
  const server = await startHostile(socket => {
    socket.write(`${STREAM_HEAD}\r\n`)
    flood(socket, repeated('data: x\n\n'))
  })
  const { error, exit_code, stderr, leaving_ms, own_ms } = await checkedApart({ config: { url: server.url }, quick: false, recording })
  assert.equal(exit_code, 0, stderr)
  assert.equal(error?.name, 'RecordingError')
  assert.match(error.message, words)
  assert.match(error.message, /Free some space, or name another folder with --out\./)
  assert.ok(error.message.includes(recording))
  assert.equal(stderr, '')
  assert.ok(leaving_ms < LEAVES_WITHIN_MS, `${leaving_ms} ms to leave`)
  // It does not go on recording what cannot be written down.
  assert.ok(own_ms < 10_000, `${own_ms} ms`)
}

const succeeds = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a recording that cannot be written', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ssespec-hostile-'))
  })
  afterEach(async () => {
    await stopServers()
    rmSync(folder, { recursive: true, force: true })
  })

  it('since its folder is not there ends the run before it begins', () =>
    failsToRecord(join(folder, 'no-such-folder', 'recording.ndjson'), /ENOENT/))

  it('since it is a folder ends the run before it begins', () => {
    mkdirSync(join(folder, 'recording.ndjson'))
    return failsToRecord(join(folder, 'recording.ndjson'), /EISDIR/)
  })

  it('since the disk is full from the beginning ends the run before it begins', function () {
    wants(this, existsSync('/dev/full'), '/dev/full')
    return failsToRecord('/dev/full', /ENOSPC/)
  })

  it('since the disk is full while sockets deliver ends the run, and closes them', async function () {
    wants(this, succeeds('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder), 'the right to mount a small disk')
    try {
      await failsToRecord(join(folder, 'recording.ndjson'), /ENOSPC/)
    } finally {
      succeeds('umount', folder)
    }
  })
})
