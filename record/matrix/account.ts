import { createHmac, randomBytes } from 'node:crypto'
import type { Masking } from '../masking.js'
import { stringOf } from './answer.js'
import type { Called, Caller } from './call.js'
import type { Registration } from './registration.js'

/** A token belongs to one device of a user. */
export interface TokenOwner {
  readonly user_id: string
  readonly device_id: string
}

/** A user with a logged-in device. */
export interface Account extends TokenOwner {
  readonly access_token: string
  readonly password: string
}

/** No account is available; the message says why and what to do. */
export class AccountError extends Error {
  constructor(why: string) {
    super(
      `No account could be had on the homeserver: ${why}. Give accounts by "accounts": [{"user", "password"}] in the configuration, or open its registration, or set "registration": {"shared_secret": …}.`,
    )
    this.name = 'AccountError'
  }
}

const V3 = '/_matrix/client/v3'

const accountOf = (called: Called, password: string, masking: Masking): Account => {
  const access_token = stringOf(called.answer, 'access_token')
  if (!called.ok || access_token === '') throw new AccountError(called.reason ?? 'the answer has no access_token')
  masking.add(access_token)
  return { user_id: stringOf(called.answer, 'user_id'), device_id: stringOf(called.answer, 'device_id'), access_token, password }
}

/** Open registration: the first call has no authentication and returns the session for the stage `m.login.dummy`. */
const registerOpenly = async ({ call }: Caller, scenario: string, username: string, password: string): Promise<Called> => {
  const ask = (auth: object) =>
    call({
      scenario,
      label: 'register',
      method: 'POST',
      path: `${V3}/register`,
      body: { username, password, ...auth },
      secret: true,
    })
  const first = await ask({})
  if (first.status !== 401) return first
  return ask({ auth: { type: 'm.login.dummy', session: stringOf(first.answer, 'session') } })
}

/** Synapse's registration with a shared secret. */
const registerBySecret = async (
  { call }: Caller,
  scenario: string,
  username: string,
  password: string,
  secret: string,
): Promise<Called> => {
  const path = '/_synapse/admin/v1/register'
  const nonce = stringOf((await call({ scenario, label: 'nonce', method: 'GET', path, secret: true })).answer, 'nonce')
  const mac = createHmac('sha1', secret).update([nonce, username, password, 'notadmin'].join('\0')).digest('hex')
  return call({ scenario, label: 'register', method: 'POST', path, body: { nonce, username, password, mac }, secret: true })
}

/** Logs in as a new device. */
export const login = async (caller: Caller, scenario: string, user: string, password: string, masking: Masking): Promise<Account> => {
  const body = { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password }
  return accountOf(
    await caller.call({ scenario, label: 'login', method: 'POST', path: `${V3}/login`, body, secret: true }),
    password,
    masking,
  )
}

/** A guest account; undefined if the homeserver does not allow guests. */
export const registerGuest = async ({ call }: Caller, scenario: string, masking: Masking): Promise<Account | undefined> => {
  const called = await call({ scenario, label: 'guest', method: 'POST', path: `${V3}/register?kind=guest`, body: {}, secret: true })
  return called.ok ? accountOf(called, '', masking) : undefined
}

/** Provides accounts, each to one user of a scenario. */
export interface Accounts {
  take(scenario: string, username: string): Promise<Account>
}

export const createAccounts = (caller: Caller, registration: Registration, masking: Masking): Accounts => {
  const password = `ssespec-${randomBytes(12).toString('hex')}`
  masking.add(password)
  const taken = new Map<string, number>()
  return {
    take: async (scenario, username) => {
      if (registration.by === 'accounts') {
        const number = taken.get(scenario) ?? 0
        taken.set(scenario, number + 1)
        const given = registration.accounts[number]
        if (given === undefined)
          throw new AccountError(`${scenario} needs ${number + 1} accounts, but only ${registration.accounts.length} are configured`)
        return login(caller, scenario, given.user, given.password, masking)
      }
      const registered =
        registration.by === 'open'
          ? await registerOpenly(caller, scenario, username, password)
          : await registerBySecret(caller, scenario, username, password, registration.secret)
      // An earlier failed attempt had created the user, but not the device.
      if (stringOf(registered.answer, 'errcode') === 'M_USER_IN_USE') return login(caller, scenario, username, password, masking)
      return accountOf(registered, password, masking)
    },
  }
}
