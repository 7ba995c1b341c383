/** One call of the API, as the routes see it, and what it is answered. */

import type { Core } from './core.js'
import { invalidParam } from './errors.js'
import type { JsonObject } from './json.js'
import type { Session, User } from './store.js'

export interface Call<Parameter extends string = string> {
  readonly core: Core
  /** The parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<Parameter, string>>
  readonly query: URLSearchParams
  /** Of POST and PUT, and of DELETE where there is one; else empty. */
  readonly body: JsonObject
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal
  readonly address: string | undefined
}

export interface UserCall<Parameter extends string = string> extends Call<Parameter> {
  readonly session: Session
  readonly user: User
}

/** The content of a 200. Whatever else is thrown, as a MatrixError. */
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

/** For everybody, without a token. */
export function open<Path extends string>(method: Route['method'], path: Path, run: (call: Call<ParametersIn<Path>>) => Reply): Route {
  return { method, path, access: 'anyone', run: run as Route['run'] }
}

/** For those who are logged in, guests too. */
export function user<Path extends string>(method: Route['method'], path: Path, run: (call: UserCall<ParametersIn<Path>>) => Reply): Route {
  return { method, path, access: 'users', run: run as Route['run'] }
}

/** For those who are logged in with an account of their own. */
export function member<Path extends string>(
  method: Route['method'],
  path: Path,
  run: (call: UserCall<ParametersIn<Path>>) => Reply,
): Route {
  return { method, path, access: 'no-guests', run: run as Route['run'] }
}

/** An integer of the query from 0 on; undefined when absent. */
export function queryInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^[0-9]{1,15}$/.test(text)) throw invalidParam(`"${name}" is not an integer from 0 on`)
  return Number(text)
}

export function queryText(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined
}
