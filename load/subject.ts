import type { HttpHook, LoadTarget, MetricsHook, TransportName } from '../schemas/index.js'

/** Where the clients of a transport go. */
export interface Route {
  /** Clients use them in turn: client n uses the one at n modulo their number. Never empty. */
  readonly accounts: readonly { readonly url: string; readonly headers?: Readonly<Record<string, string>> }[]
  /** For polls: the query parameter for the token, and where a response has the next one (a gjson path). */
  readonly since?: string
  readonly next?: string
}

/** Why a transport cannot be used with this target, and what would enable it. */
export interface NoRoute {
  readonly missing: string
}

/** A source of events, and the server's name for it. */
export interface Source {
  readonly name: string
  readonly target: string
}

/** The server under load, ready for one run. */
export interface Subject {
  readonly told: LoadTarget
  readonly sources: readonly Source[]
  route(transport: TransportName): Route | NoRoute
  /** Absent if nothing can be published. Placeholders are those of load/k6/scripts/publish.js. */
  readonly publish?: HttpHook
  readonly metrics?: MetricsHook
  /** Accept any certificate. */
  readonly insecure: boolean
  /** Ends every stream, then accepts streams again. */
  readonly restart?: () => Promise<void>
  stop(): Promise<void>
}

/** The target cannot be load-tested as configured; the message says what to configure. */
export class SubjectError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SubjectError'
  }
}

export const isRoute = (route: Route | NoRoute): route is Route => 'accounts' in route

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

/** A workload over TLS is meaningless for a target without it. */
export const speaksAsAsked = (route: Route | NoRoute, tls: boolean): Route | NoRoute =>
  tls && isRoute(route) && route.accounts.some(({ url }) => !/^(https|wss):/.test(url))
    ? { missing: 'the workload uses TLS and the target does not: give an https URL' }
    : route
