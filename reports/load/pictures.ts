import type { Load, LoadTransport } from '../../schemas/index.js'
import { transportTitle } from './figure-words.js'
import { BOTTOM, besideFor, HEIGHT, lineMarks, lines, type Options, type Plot, type Point } from './plot-lines.js'

/** A self-contained SVG picture: no script, no style sheet. */
export interface Picture {
  readonly id: string
  readonly title: string
  readonly caption: string
  readonly svg: string
}

/** Each line is distinguished by its colour and by its name at its end, with a contrast of at least 3:1 on both the white and the dark background. */
const COLOURS: Readonly<Record<string, string>> = {
  sse: '#2f7fc1',
  'sse-http2': '#1f9a8a',
  longpoll: '#cf5b1c',
  'longpoll-no-keepalive': '#c2427a',
  polling: '#8a7a12',
  websocket: '#8360c9',
}

const WIDTH = 860

interface Sketch extends Omit<Picture, 'svg'> {
  readonly options: (plot: Plot) => Options
}

const overTime = (load: Load): Sketch | undefined => {
  const points = load.transports.flatMap(transport =>
    (transport.runs[0]?.timeline ?? [])
      // The last sample shows clients that are leaving.
      .slice(0, -1)
      .map(({ t_s, connections }) => ({ transport: transportTitle(transport), x: t_s, y: connections })),
  )
  if (points.length === 0) return undefined
  return {
    id: 'connections',
    title: 'Connections over time',
    caption: 'Connected clients per second, in the first run of each transport.',
    options: plot => lines(plot, points, 'seconds', 'clients'),
  }
}

const PERCENTILES = [
  ['p50', '50 %'],
  ['p90', '90 %'],
  ['p99', '99 %'],
  ['p999', '99.9 %'],
  ['max', 'all'],
] as const

const latency = (load: Load): Sketch | undefined => {
  const points = load.transports
    .filter(({ measured }) => measured.delivery_ms.count > 0)
    .flatMap(transport =>
      PERCENTILES.map(([key, label]) => ({
        transport: transportTitle(transport),
        x: label,
        y: Math.max(0.01, transport.measured.delivery_ms[key]),
      })),
    )
  if (points.length === 0) return undefined
  return {
    id: 'latency',
    title: 'Delivery latency',
    caption: 'Milliseconds from the scheduled publish time until this share of deliveries had arrived (logarithmic scale).',
    options: plot => ({
      marginRight: besideFor(points),
      marginBottom: BOTTOM.marginBottom,
      x: {
        type: 'point',
        domain: PERCENTILES.map(([, label]) => label),
        label: 'share of the deliveries',
        labelAnchor: 'center',
        labelOffset: BOTTOM.labelOffset,
      },
      y: { type: 'log', label: 'ms', grid: true, ticks: 4 },
      marks: lineMarks(plot, points, { log: true }),
    }),
  }
}

const bytes = (load: Load): Sketch | undefined => {
  const bars = load.transports.flatMap(transport => {
    const spread = transport.figures.bytes_per_client_min
    return spread === undefined ? [] : [{ transport: transportTitle(transport), kb: spread.median / 1000 }]
  })
  if (bars.length === 0) return undefined
  return {
    id: 'bytes',
    title: 'Bytes per client per minute',
    caption: 'Kilobytes in both directions, measured below TLS.',
    options: plot => ({
      marginLeft: besideFor(bars),
      marginBottom: BOTTOM.marginBottom,
      marginRight: 70,
      height: 70 + 34 * bars.length,
      x: { label: 'kB', labelAnchor: 'center', labelOffset: BOTTOM.labelOffset, grid: true },
      y: { label: null },
      marks: [
        plot.barX(bars, { x: 'kb', y: 'transport', fill: 'transport', sort: { y: null } }),
        plot.text(bars, {
          x: 'kb',
          y: 'transport',
          text: ({ kb }: { kb: number }) => kb.toFixed(kb < 10 ? 2 : 1),
          textAnchor: 'start',
          dx: 5,
        }),
        plot.ruleX([0]),
      ],
    }),
  }
}

const memoryPoints = (transport: LoadTransport): Point[] => {
  const [run] = transport.runs
  const before = run?.measured.server?.rss_before_bytes
  if (run === undefined || before === undefined) return []
  return run.timeline.flatMap(({ t_s, connections, server_rss_bytes }) =>
    // Only while clients connect: after that their number does not change.
    server_rss_bytes === undefined || t_s > run.window.from_s
      ? []
      : [{ transport: transportTitle(transport), x: connections, y: (server_rss_bytes - before) / 1e6 }],
  )
}

const memory = (load: Load): Sketch | undefined => {
  const points = load.transports.flatMap(memoryPoints)
  if (points.length === 0) return undefined
  return {
    id: 'memory',
    title: "Server's memory by connections",
    caption: 'Megabytes of resident memory above the server’s own, while clients connect.',
    options: plot => lines(plot, points, 'clients', 'MB'),
  }
}

const SKETCHES = [overTime, latency, bytes, memory]

/** What is used of an element. */
interface Drawn {
  readonly outerHTML: string
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  remove(): void
  querySelectorAll(selector: string): Iterable<Drawn>
}

/** Plot adds a style element, which a page's policy would refuse and which is not needed, and names on groups without a role, which ARIA forbids. */
const standalone = (svg: Drawn, title: string): string => {
  for (const style of [...svg.querySelectorAll('style')]) style.remove()
  for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
  const attributes = { 'font-size': '12', class: 'plot', 'aria-label': title, role: 'img', xmlns: 'http://www.w3.org/2000/svg' }
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value)
  return svg.outerHTML
}

/** Pictures of the measurements, without empty ones. */
export const loadPictures = async (load: Load): Promise<Picture[]> => {
  const sketches = SKETCHES.flatMap(sketch => sketch(load) ?? [])
  if (sketches.length === 0) return []
  // Loaded lazily: it takes half a second, and tables do not need it.
  const plot = await import('./drawing.js')
  const document = plot.emptyDocument()
  const names = [...new Set(load.transports.map(transportTitle))]
  const all = Object.values(COLOURS)
  // In a comparison, the same transport of two servers has two colours.
  const color = { domain: names, range: names.map((name, at) => COLOURS[name.replace(/ .*/, '')] ?? all[at % all.length]) }
  return sketches.map(({ options, ...told }) => {
    const drawn = plot.plot({
      document,
      width: WIDTH,
      height: HEIGHT,
      color,
      marginLeft: 56,
      ...options(plot),
    } as Options)
    return { ...told, svg: standalone(drawn as unknown as Drawn, told.title) }
  })
}
