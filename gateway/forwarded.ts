/** The request fields that say from where a request came. A client may write anything there, so only those of trusted proxies are passed on. */

import { BlockList, isIP } from 'node:net'
import type { Exchange } from '../reference/index.js'

type Fields = Record<string, string | string[]>

export type IsTrusted = (address: string | undefined) => boolean

const FORWARDED = /^(x-forwarded(-.*)?|forwarded|x-real-ip)$/

/** @throws {RangeError} for anything but `ADDRESS` or `ADDRESS/BITS` */
export function trustOf(proxies: readonly string[]): IsTrusted {
  const trusted = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits, ...more] = proxy.split('/')
    const most_bits = isIP(address) === 4 ? 32 : 128
    const family = familyOf(address)
    const length = bits === undefined ? most_bits : /^\d+$/.test(bits) ? Number(bits) : Number.NaN
    if (family === undefined || more.length > 0 || !(length <= most_bits))
      throw new RangeError(`trusted proxy is "${proxy}"; give an IP address, or ADDRESS/BITS for a network`)
    trusted.addSubnet(address, length, family)
  }
  return address => {
    const family = address === undefined ? undefined : familyOf(address)
    return address !== undefined && family !== undefined && trusted.check(address, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6'
}

/** The fields with where the request came from: what a trusted proxy says with its own address added, otherwise only what the gateway sees. */
export function withForwarded(fields: Fields, { request, socket, http2Stream }: Exchange, isTrusted: IsTrusted): Fields {
  const { remoteAddress } = socket
  const host = request.headers[':authority'] ?? request.headers.host
  const own = {
    'x-forwarded-proto': 'encrypted' in (http2Stream?.session?.socket ?? socket) ? 'https' : 'http',
    ...(host !== undefined && { 'x-forwarded-host': String(host) }),
  }
  if (isTrusted(remoteAddress)) {
    const hops = [fields['x-forwarded-for'] ?? [], remoteAddress ?? []].flat()
    return { ...own, ...fields, 'x-forwarded-for': hops.join(', ') }
  }
  const claimed = Object.entries(fields).filter(([name]) => !FORWARDED.test(name))
  const address = remoteAddress === undefined ? {} : { 'x-forwarded-for': remoteAddress, 'x-real-ip': remoteAddress }
  return { ...Object.fromEntries(claimed), ...own, ...address }
}
