/** Finds the route of a path in a tree of path segments, in which `{name}` matches any segment. */

import type { Route } from './call.js'

interface Node {
  readonly literal: Map<string, Node>
  parameter: Node | undefined
  readonly methods: Map<string, { readonly route: Route; readonly names: readonly string[] }>
}

export interface Found {
  /** The routes of the path by method. */
  readonly methods: ReadonlyMap<string, { readonly route: Route; readonly names: readonly string[] }>
  /** The value of each `{name}`, in order, still encoded. */
  readonly values: readonly string[]
}

export type Router = (path: string) => Found | undefined

export function createRouter(routes: readonly Route[]): Router {
  const root = createNode()
  for (const route of routes) add(root, route)
  return path => {
    const found = find(root, path.slice(1).split('/'), 0, [])
    return found === undefined || found.methods.size === 0 ? undefined : found
  }
}

function createNode(): Node {
  return { literal: new Map(), parameter: undefined, methods: new Map() }
}

function add(root: Node, route: Route): void {
  let node = root
  const names: string[] = []
  for (const part of route.path.slice(1).split('/')) {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name === undefined) {
      const next = node.literal.get(part) ?? createNode()
      node.literal.set(part, next)
      node = next
    } else {
      names.push(name)
      node.parameter ??= createNode()
      node = node.parameter
    }
  }
  node.methods.set(route.method, { route, names })
}

/** A literal segment takes precedence over a parameter. */
function find(node: Node, parts: readonly string[], at: number, values: readonly string[]): Found | undefined {
  const part = parts[at]
  if (part === undefined) return node.methods.size === 0 ? undefined : { methods: node.methods, values }
  const literal = node.literal.get(part)
  const found = literal === undefined ? undefined : find(literal, parts, at + 1, values)
  if (found !== undefined || node.parameter === undefined) return found
  return find(node.parameter, parts, at + 1, [...values, part])
}
