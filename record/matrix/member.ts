import { defined } from '../../schemas/index.js'
import type { Masking } from '../masking.js'
import { type Account, login, registerGuest } from './account.js'
import { stringOf } from './answer.js'
import type { Called, Caller } from './call.js'
import { type Chain, startChain } from './chain.js'
import { withPassword } from './interactive.js'

/** A user's device and its Client-Server API calls. Nothing rejects: a refused call is recorded, and the scenario continues. */
export interface Member extends Account {
  /** The channel of its streams. */
  readonly channel: string
  /** `path` starts at `/_matrix`; any other path is relative to `/_matrix/client/v3`. */
  call(method: string, path: string, body?: unknown, label?: string): Promise<Called>
  /** The new room's id; empty if it was refused. */
  createRoom(options?: object): Promise<string>
  /** invite, kick, ban and unban name another user; join, knock, leave and forget apply to this one. */
  invite(room: string, user_id: string): Promise<Called>
  kick(room: string, user_id: string): Promise<Called>
  ban(room: string, user_id: string): Promise<Called>
  join(room: string): Promise<Called>
  knock(room: string): Promise<Called>
  leave(room: string): Promise<Called>
  /** The event's id. */
  send(room: string, type: string, content: object): Promise<string>
  say(room: string, body: string): Promise<string>
  setState(room: string, type: string, state_key: string, content: object): Promise<string>
  redact(room: string, event_id: string): Promise<Called>
  type(room: string, typing: boolean): Promise<Called>
  receipt(room: string, event_id: string): Promise<Called>
  setAccountData(type: string, content: object, room?: string): Promise<Called>
  setPresence(presence: 'online' | 'offline' | 'unavailable', status_msg?: string): Promise<Called>
  setDisplayName(displayname: string): Promise<Called>
  /** Content by user and device (`*` for all devices of a user). */
  sendToDevice(type: string, messages: Readonly<Record<string, Readonly<Record<string, object>>>>): Promise<Called>
  /** The id of a filter. */
  createFilter(filter: object): Promise<string>
  /** Events of a room from a pagination token on, forwards or backwards. */
  messages(room: string, query: Readonly<Record<string, string>>): Promise<Called>
  logout(everywhere?: boolean): Promise<Called>
  /** The same user, logged in as another device. */
  otherDevice(): Promise<Member>
  /** Both are confirmed with the password. A changed password equals the old one; every other device is logged out. */
  deleteDevice(device_id: string, label: string): Promise<Called>
  changePassword(label: string): Promise<Called>
  /** A guest; undefined if the homeserver does not allow guests. */
  guest(): Promise<Member | undefined>
  /** One `/sync` call. */
  sync(query?: Readonly<Record<string, string>>, chain?: string): Promise<Called>
  /** Successive `/sync` calls, until the scenario ends. */
  chain(name: string, query?: Readonly<Record<string, string>>, since?: string): Chain
}

const V3 = '/_matrix/client/v3'
const at = (...parts: string[]): string => parts.map(part => `/${encodeURIComponent(part)}`).join('')

export interface MemberPlan {
  readonly caller: Caller
  readonly masking: Masking
  readonly scenario: string
  readonly channel: string
  readonly wait_ms: number
  /** Called with each chain that is started. */
  readonly started: (chain: Chain) => void
}

export const createMember = (account: Account, plan: MemberPlan): Member => {
  const { caller, masking, scenario, channel, wait_ms, started } = plan
  const { user_id, device_id, access_token, password } = account
  let sent = 0
  const call: Member['call'] = (method, path, body, label) =>
    caller.call({
      scenario,
      label: label ?? path.split('/').at(-1)?.split('?')[0] ?? '',
      method,
      path: path.startsWith('/_matrix') ? path : V3 + path,
      access_token,
      user_id,
      device_id,
      ...defined({ body }),
    })
  const inRoom = (room: string, deed: string, body: object = {}) => call('POST', `${at('rooms', room)}/${deed}`, body, deed)
  const transaction = () => {
    sent += 1
    return `${account.device_id}-${sent}`
  }
  const send: Member['send'] = async (room, type, content) =>
    stringOf((await call('PUT', at('rooms', room, 'send', type, transaction()), content, 'send')).answer, 'event_id')
  return {
    ...account,
    channel,
    call,
    createRoom: async (options = {}) =>
      stringOf((await call('POST', '/createRoom', { preset: 'public_chat', ...options }, 'createRoom')).answer, 'room_id'),
    invite: (room, whom) => inRoom(room, 'invite', { user_id: whom }),
    kick: (room, whom) => inRoom(room, 'kick', { user_id: whom }),
    ban: (room, whom) => inRoom(room, 'ban', { user_id: whom }),
    join: room => inRoom(room, 'join'),
    knock: room => call('POST', at('knock', room), {}, 'knock'),
    leave: room => inRoom(room, 'leave'),
    send,
    say: (room, body) => send(room, 'm.room.message', { msgtype: 'm.text', body }),
    setState: async (room, type, state_key, content) =>
      stringOf((await call('PUT', at('rooms', room, 'state', type, state_key), content, 'state')).answer, 'event_id'),
    redact: (room, event_id) => call('PUT', at('rooms', room, 'redact', event_id, transaction()), {}, 'redact'),
    type: (room, typing) => call('PUT', at('rooms', room, 'typing', user_id), typing ? { typing, timeout: 30_000 } : { typing }, 'typing'),
    receipt: (room, event_id) => call('POST', at('rooms', room, 'receipt', 'm.read', event_id), {}, 'receipt'),
    setAccountData: (type, content, room) =>
      call(
        'PUT',
        `${at('user', user_id)}${room === undefined ? '' : at('rooms', room)}${at('account_data', type)}`,
        content,
        'account_data',
      ),
    setPresence: (presence, status_msg) =>
      call('PUT', `${at('presence', user_id)}/status`, { presence, ...defined({ status_msg }) }, 'presence'),
    setDisplayName: displayname => call('PUT', `${at('profile', user_id)}/displayname`, { displayname }, 'displayname'),
    sendToDevice: (type, messages) => call('PUT', at('sendToDevice', type, transaction()), { messages }, 'sendToDevice'),
    createFilter: async filter => stringOf((await call('POST', `${at('user', user_id)}/filter`, filter, 'filter')).answer, 'filter_id'),
    messages: (room, query) => call('GET', `${at('rooms', room)}/messages?${new URLSearchParams(query)}`, undefined, 'messages'),
    logout: (everywhere = false) => call('POST', everywhere ? '/logout/all' : '/logout', {}, 'logout'),
    deleteDevice: (device_id, label) => withPassword(call, account, 'DELETE', at('devices', device_id), {}, label),
    changePassword: label =>
      withPassword(call, account, 'POST', '/account/password', { new_password: password, logout_devices: true }, label),
    guest: async () => {
      const guest = await registerGuest(caller, scenario, masking)
      return guest && createMember(guest, plan)
    },
    otherDevice: async () => createMember(await login(caller, scenario, user_id, password, masking), plan),
    sync: (query = {}, chain) =>
      caller.call({
        scenario,
        label: 'sync',
        method: 'GET',
        path: `${V3}/sync?${new URLSearchParams(query)}`,
        access_token,
        user_id,
        held_ms: Number(query.timeout ?? 0),
        ...defined({ chain }),
      }),
    chain: (name, query, since) => {
      const chain = startChain(caller, {
        scenario,
        name,
        access_token,
        user_id,
        wait_ms,
        ...defined({ query, since }),
      })
      started(chain)
      return chain
    },
  }
}
