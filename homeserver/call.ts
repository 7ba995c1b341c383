/** One API call as the routes see it, and its response. */

import type { Core } from './core.js'
import { invalidParam } from './errors.js'
import type { JsonObject } from './json.js'
import type { Session, User } from './store.js'

export interface Call<Parameter extends string = string> {
  readonly core: Core
  /** The path parameters, decoded. */
  readonly params: Readonly<Record<Parameter, string>>
  readonly query: URLSearchParams
  /** Of POST and PUT, and of DELETE if it has a body; otherwise empty. */
  readonly body: JsonObject
  /** Aborted when the client has disconnected. */
  readonly gone: AbortSignal
  readonly address: string | undefined
}

export interface UserCall<Parameter extends string = string> extends Call<Parameter> {
  readonly session: Session
  readonly user: User
}

/** Returns the content of a 200. Any other response is thrown as a MatrixError. */
export type Reply = object | Promise<object>

/** The names between braces in a path. */
type ParametersIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParametersIn<Rest> : never

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** After `/_matrix/client`. */
  readonly path: string
  readonly access: 'anyone' | 'users' | 'no-guests'
  readonly run: (call: UserCall) => Reply
}

/** For everyone, without a token. */
export function open<Path extends string>(method: Route['method'], path: Path, run: (call: Call<ParametersIn<Path>>) => Reply): Route {
  return { method, path, access: 'anyone', run: run as Route['run'] }
}

/** For logged-in users, including guests. */
export function user<Path extends string>(method: Route['method'], path: Path, run: (call: UserCall<ParametersIn<Path>>) => Reply): Route {
  return { method, path, access: 'users', run: run as Route['run'] }
}

/** For logged-in users with an account, not guests. */
export function member<Path extends string>(
  method: Route['method'],
  path: Path,
  run: (call: UserCall<ParametersIn<Path>>) => Reply,
): Route {
  return { method, path, access: 'no-guests', run: run as Route['run'] }
}

/** A non-negative integer in the query; undefined if absent. */
export function queryInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^[0-9]{1,15}$/.test(text)) throw invalidParam(`"${name}" is not an integer from 0 on`)
  return Number(text)
}

export function queryText(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined
}
