// The same rooms by /sync/sse: the npm package eventsource, with the access token in the Authorization header.
// BASE_URL=http://127.0.0.1:8099 node follower.mjs USER PASSWORD [ROOM]
import { EventSource } from 'eventsource'

const baseUrl = process.env.BASE_URL ?? 'http://127.0.0.1:8099'
const [user, password, room] = process.argv.slice(2)

async function post(path, content, token) {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
  const response = await fetch(`${baseUrl}/_matrix/client/v3/${path}`, { method: 'POST', headers, body: JSON.stringify(content) })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.error}`)
  return answer
}

const account = await post('login', { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password }).catch(() =>
  post('register', { username: user, password, auth: { type: 'm.login.dummy' } }),
)
if (room) await post(`join/${encodeURIComponent(room)}`, {}, account.access_token)

const stream = new EventSource(`${baseUrl}/_matrix/client/v3/sync/sse`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${account.access_token}` } }),
})
// After a broken connection EventSource comes back by itself, with the last event's id: the sync's since.
stream.addEventListener('open', () => console.log('following'))
stream.addEventListener('error', ({ code, message }) => {
  console.error(message ?? 'the stream ended')
  // 401: the token was revoked.
  if (code === 401) stream.close()
})
stream.addEventListener('message', ({ data }) => {
  for (const [id, { timeline }] of Object.entries(JSON.parse(data).rooms?.join ?? {}))
    for (const { type, sender, content } of timeline?.events ?? [])
      if (type === 'm.room.message') console.log(`${sender} in ${id}: ${content.body}`)
})
