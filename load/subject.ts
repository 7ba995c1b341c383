import type { HttpHook, LoadTarget, MetricsHook, TransportName } from '../schemas/index.js'

/** Where the clients of a transport go. */
export interface Route {
  /** Taken by the clients in turn: client n takes the one at n modulo their number. Never empty. */
  readonly accounts: readonly { readonly url: string; readonly headers?: Readonly<Record<string, string>> }[]
  /** Of polls: the query parameter that takes the token, and where an answer has the next (a path of gjson). */
  readonly since?: string
  readonly next?: string
}

/** Why a transport cannot be driven on this target, and how it could. */
export interface NoRoute {
  readonly lacks: string
}

/** A source of events, and what the server calls it. */
export interface Source {
  readonly name: string
  readonly target: string
}

/** What is put under load, ready for one run. */
export interface Subject {
  readonly told: LoadTarget
  readonly sources: readonly Source[]
  route(transport: TransportName): Route | NoRoute
  /** Absent where nothing can be published. Placeholders are those of load/k6/scripts/publish.js. */
  readonly publish?: HttpHook
  readonly metrics?: MetricsHook
  /** Any certificate is taken. */
  readonly insecure: boolean
  /** Ends every stream, and takes them again. */
  readonly restart?: () => Promise<void>
  stop(): Promise<void>
}

/** The target cannot be put under load as it is configured; says what to give. */
export class SubjectError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SubjectError'
  }
}

export const isRoute = (route: Route | NoRoute): route is Route => 'accounts' in route

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

/** A workload over TLS says nothing on a target without it. */
export const speaksAsAsked = (route: Route | NoRoute, tls: boolean): Route | NoRoute =>
  tls && isRoute(route) && route.accounts.some(({ url }) => !/^(https|wss):/.test(url))
    ? { lacks: 'the workload uses TLS and the target does not: give an https URL' }
    : route
