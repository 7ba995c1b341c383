import type { FigureName, Load, LoadTransport, Spread } from '../../schemas/index.js'

type Unit = 'ms' | 's' | 'bytes' | 'µs' | 'count' | 'share'

/** Label and unit of each figure in tables, in table order. */
export const FIGURE_ROWS: readonly { readonly name: FigureName; readonly says: string; readonly unit: Unit }[] = [
  { name: 'p50_delivery_ms', says: 'delivery, median', unit: 'ms' },
  { name: 'p99_delivery_ms', says: 'delivery, 99 %', unit: 'ms' },
  { name: 'max_delivery_ms', says: 'delivery, slowest', unit: 'ms' },
  { name: 'recovery_s', says: 'time until all clients were back', unit: 's' },
  { name: 'requests_per_client_min', says: 'requests per client per minute, after the first', unit: 'count' },
  { name: 'empty_share', says: 'empty responses', unit: 'share' },
  { name: 'tls_handshakes_per_client_min', says: 'TLS handshakes per client per minute, after the first', unit: 'count' },
  { name: 'bytes_per_delivery', says: 'bytes per delivery', unit: 'bytes' },
  { name: 'bytes_per_client_min', says: 'bytes per client per minute', unit: 'bytes' },
  { name: 'server_cpu_us_per_delivery', says: 'server CPU per delivery', unit: 'µs' },
  { name: 'server_cpu_ms_per_client_min', says: 'server CPU per client per minute', unit: 'ms' },
  { name: 'server_rss_bytes_per_client', says: 'server memory per client', unit: 'bytes' },
  { name: 'server_sockets_per_client', says: 'server sockets per client', unit: 'count' },
]

const rounded = (value: number): string => {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: size < 0.01 ? 4 : digits })
}

const inBytes = (value: number): string => {
  if (Math.abs(value) >= 1e6) return `${rounded(value / 1e6)} MB`
  return Math.abs(value) >= 1e4 ? `${rounded(value / 1e3)} kB` : `${rounded(value)} B`
}

const inUnit: Readonly<Record<Unit, (value: number) => string>> = {
  ms: value => (value >= 10_000 ? `${rounded(value / 1000)} s` : `${rounded(value)} ms`),
  s: value => `${rounded(value)} s`,
  µs: value => (value >= 10_000 ? `${rounded(value / 1000)} ms` : `${rounded(value)} µs`),
  bytes: inBytes,
  count: rounded,
  share: value => `${rounded(100 * value)} %`,
}

export const figureText = (value: number, unit: Unit): string => inUnit[unit](value)

export const countText = (value: number): string => value.toLocaleString('en')

/** The median, with minimum and maximum if there were several runs. */
const spreadText = ({ median, min, max }: Spread, unit: Unit, runs: number): string =>
  runs < 2 || min === max ? inUnit[unit](median) : `${inUnit[unit](median)} (${inUnit[unit](min)} to ${inUnit[unit](max)})`

/** A row of a table: its name, and one cell per transport. */
export interface LoadRow {
  readonly says: string
  readonly cells: readonly string[]
  /** Whether a value indicates a fault. */
  readonly alarming: readonly boolean[]
}

const calm = (cells: readonly string[]): boolean[] => cells.map(() => false)

const heldText = ({ measured: { connections } }: LoadTransport): string =>
  connections.held === connections.requested
    ? countText(connections.held)
    : `${countText(connections.held)} of ${countText(connections.requested)}`

const receivedText = ({ measured: { deliveries } }: LoadTransport): string =>
  deliveries.expected === undefined || deliveries.expected === deliveries.received
    ? countText(deliveries.received)
    : `${countText(deliveries.received)} of ${countText(deliveries.expected)}`

const faultRow = (says: string, transports: readonly LoadTransport[], of: (transport: LoadTransport) => number | undefined): LoadRow => {
  const counts = transports.map(of)
  return {
    says,
    cells: counts.map(count => (count === undefined ? '–' : countText(count))),
    alarming: counts.map(count => (count ?? 0) > 0),
  }
}

const plainRow = (says: string, cells: readonly string[]): LoadRow => ({ says, cells, alarming: calm(cells) })

/** A transport of one of several compared results. */
export type SidedTransport = LoadTransport & { readonly side?: string }

/** `longpoll`, or `longpoll (autocannon)` for the other generator; `B longpoll` when results are compared. */
export const transportTitle = ({ name, generator_name, side }: SidedTransport): string =>
  `${side === undefined ? '' : `${side} `}${name}${generator_name === 'k6' ? '' : ` (${generator_name})`}`

/** An idle hour is sixty idle minutes: only heartbeats and polls happen in it, at regular intervals. */
const idleHour = ({ workload, transports }: Load): LoadRow[] => {
  if (workload.rate_per_s > 0) return []
  const hours = transports.map(({ figures }) => figures.bytes_per_client_min?.median)
  return [
    plainRow(
      'bytes per client per hour (60 ×)',
      hours.map(minute => (minute === undefined ? '–' : inBytes(60 * minute))),
    ),
  ]
}

/** All rows of a load table. Rows without a value for any transport are left out. */
export const rowsOf = (load: Load): LoadRow[] => {
  const { transports } = load
  const figures = FIGURE_ROWS.flatMap(({ name, says, unit }): LoadRow[] => {
    if (transports.every(({ figures: some }) => some[name] === undefined || (some[name].max === 0 && name !== 'empty_share'))) return []
    const cells = transports.map(({ figures: some, runs }) => {
      const spread = some[name]
      return spread === undefined ? '–' : spreadText(spread, unit, runs.length)
    })
    return [plainRow(says, cells)]
  })
  return [
    plainRow('clients held', transports.map(heldText)),
    plainRow('deliveries', transports.map(receivedText)),
    faultRow('lost', transports, ({ measured }) => measured.deliveries.lost),
    faultRow('repeated', transports, ({ measured }) => measured.deliveries.repeated),
    faultRow('out of order', transports, ({ measured }) => measured.deliveries.reordered),
    faultRow('failed connections', transports, ({ measured }) => measured.connections.failed),
    ...figures,
    ...idleHour(load),
  ]
}
