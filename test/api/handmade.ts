/** Bundles of a recording that was written by hand: honest, and made without a server in no time. */

import { writeFileSync } from 'node:fs'
import { openBundle, writeBundle } from '../../api/index.js'
import { judgeRecording } from '../../api/judge.js'
import { type RecordingHeader, tool } from '../../schemas/index.js'
import { folderWith } from './scratch.js'

export const header: RecordingHeader = {
  format: 'ssespec-recording/1',
  tool,
  target: 'http://there.example/events',
  profile: 'sse',
  configuration: { profile: 'sse', url: 'http://there.example/events', tls: { insecure: false } },
  clock: { resolution_ns: 100 },
  started: '2026-01-01T00:00:00.000Z',
  requirements: ['HTTP-22'],
  scenarios: ['reach'],
}

export const open = {
  t: 1,
  on: 'reach-1',
  what: 'open',
  scenario: 'reach',
  label: 'first',
  role: 'stream',
  client: 'client',
  host: 'there.example',
  port: 80,
  protocol: '1.1',
  secure: false,
  method: 'GET',
  target: '/events',
  channel: '',
} as const

export const lines: readonly object[] = [
  { t: 0, on: 'reach', what: 'scenario', state: 'began' },
  open,
  { t: 2, on: 'reach-1', what: 'connected' },
  { t: 3, on: 'reach-1', what: 'received', text: 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n' },
  { t: 9, on: 'reach-1', what: 'close', how: 'done' },
  { t: 10, on: 'reach', what: 'scenario', state: 'ended' },
]

export const ndjson = (...all: readonly object[]): string => all.map(line => `${JSON.stringify(line)}\n`).join('')

/** The folder of an honest bundle of these lines, gone with the others (removeFolders). */
export const handmadeBundle = async (more: Partial<RecordingHeader> = {}, recorded = lines): Promise<string> => {
  const folder = folderWith()
  const file = openBundle(folder)
  writeFileSync(file, ndjson({ ...header, ...more }, ...recorded))
  await writeBundle(folder, await judgeRecording(file))
  return folder
}
