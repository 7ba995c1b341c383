// A real Matrix client, matrix-js-sdk, that chats by its normal /sync: it needs no more than one base URL.
// BASE_URL=http://127.0.0.1:8099 node client.mjs USER PASSWORD [ROOM]
import { createInterface } from 'node:readline'
import { ClientEvent, createClient, Preset, RoomEvent } from 'matrix-js-sdk'
import { logger } from 'matrix-js-sdk/lib/logger.js'

const baseUrl = process.env.BASE_URL ?? 'http://127.0.0.1:8099'
const [user, password, roomGiven] = process.argv.slice(2)
logger.disableAll()

async function loggedIn() {
  const anyone = createClient({ baseUrl })
  const identifier = { type: 'm.id.user', user }
  const account = await anyone
    .loginRequest({ type: 'm.login.password', identifier, password })
    .catch(() => anyone.registerRequest({ username: user, password, auth: { type: 'm.login.dummy' } }))
  return createClient({ baseUrl, accessToken: account.access_token, userId: account.user_id, deviceId: account.device_id })
}

const client = await loggedIn()
client.on(RoomEvent.Timeline, (event, room, toStartOfTimeline) => {
  if (toStartOfTimeline || event.getType() !== 'm.room.message' || event.getSender() === client.getUserId()) return
  console.log(`${event.getSender()} in ${room.roomId}: ${event.getContent().body}`)
})
await client.startClient({ initialSyncLimit: 10 })
await new Promise(resolve => client.on(ClientEvent.Sync, state => state === 'PREPARED' && resolve()))

const room = roomGiven ?? (await client.createRoom({ preset: Preset.PublicChat })).room_id
await client.joinRoom(room)
console.log(`in ${room}`)
for await (const line of createInterface({ input: process.stdin })) await client.sendTextMessage(room, line)
client.stopClient()
// Timers of the library would keep the process.
process.exit()
