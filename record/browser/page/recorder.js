// Runs in the page and its workers: creates event sources on command and reports what happens to them. A classic script, so that every scope can load
// it.
;(scope => {
  /** @type {{ source: string, did: string, at: number }[]} */
  const queue = []
  const sources = new Map()
  let reportsTo = ''
  let reportsBy = 'POST'
  let sending = false

  const told = () => {
    const now = performance.now()
    return JSON.stringify(queue.splice(0).map(({ at, ...line }) => ({ ...line, age_ms: Math.max(0, now - at) })))
  }

  const report = body => fetch(reportsTo, { method: reportsBy, body }).catch(() => {})

  // One report at a time, so that they arrive in order.
  const send = async () => {
    if (sending) return
    sending = true
    while (queue.length > 0) await report(told())
    sending = false
  }

  // Regular reports show that the page is running. Time in which it does not run is not counted.
  const PULSE_MS = 500
  const pulse = () => report('[]').finally(() => setTimeout(pulse, PULSE_MS))

  const tell = line => {
    queue.push({ ...line, at: performance.now() })
    if (scope.relayLine) scope.relayLine(queue.splice(0))
    else send()
  }

  // What EventSource and similar clients have in common.
  const follow = (name, source, types) => {
    const state = () => ({ ready_state: source.readyState })
    source.addEventListener('open', () => tell({ source: name, did: 'open', ...state() }))
    source.addEventListener('error', event =>
      tell({ source: name, did: 'error', ...state(), ...(event.message ? { message: String(event.message) } : {}) }),
    )
    for (const type of types) {
      source.addEventListener(type, event => {
        // Events of type error or open that carry data were sent by the server.
        if (event.data === undefined) return
        tell({ source: name, did: 'event', ...state(), type: event.type, data: event.data, last_event_id: event.lastEventId })
      })
    }
    tell({ source: name, did: 'begin', ...state(), ...(source.withCredentials === true ? { credentials: true } : {}) })
    return {
      close: () => {
        source.close()
        tell({ source: name, did: 'close', ...state() })
      },
    }
  }

  const native = (name, { url, types, credentials }) => follow(name, new EventSource(url, { withCredentials: credentials }), types)

  const polyfill =
    load =>
    async (name, { url, types, headers }) =>
      follow(name, await load(url, headers), types)

  const modules = new URL('modules/', scope.location.href).href
  const moduleOf = path => import(modules + path)

  /** The client that bundles its own parser: it uses callbacks instead of EventSource. */
  const fetchEventSource = async (name, { url, headers }) => {
    const { fetchEventSource: open } = await moduleOf('@microsoft/fetch-event-source/lib/esm/index.js')
    const stop = new AbortController()
    tell({ source: name, did: 'begin', ready_state: 0 })
    open(url, {
      headers,
      openWhenHidden: true,
      signal: stop.signal,
      onopen: async answer => {
        if (!answer.ok) throw new Error(`the answer is ${answer.status}`)
        tell({ source: name, did: 'open', ready_state: 1 })
      },
      onmessage: ({ event, data, id }) =>
        // It calls back for every block; skipping blocks that dispatch nothing is up to the page.
        data === '' && event === ''
          ? undefined
          : tell({ source: name, did: 'event', ready_state: 1, type: event || 'message', data, last_event_id: id }),
      onerror: cause => {
        tell({ source: name, did: 'error', ready_state: 0, message: String(cause) })
        return undefined
      },
    }).catch(cause => tell({ source: name, did: 'error', ready_state: 2, message: String(cause) }))
    return {
      close: () => {
        stop.abort()
        tell({ source: name, did: 'close', ready_state: 2 })
      },
    }
  }

  /** A page that reads the stream itself, with header fields that EventSource cannot send. */
  const byFetch = async (name, { url, headers, parser }) => {
    const stop = new AbortController()
    let lastEventId = headers['Last-Event-ID'] ?? ''
    const read = async () => {
      tell({ source: name, did: 'begin', ready_state: 0 })
      const answer = await fetch(url, { headers, signal: stop.signal, cache: 'no-store' })
      tell({ source: name, did: 'status', status: answer.status })
      if (!answer.ok) return
      tell({ source: name, did: 'open', ready_state: 1 })
      const { createParser } = await import(parser)
      const events = createParser({
        onEvent: ({ id, event = 'message', data }) => {
          lastEventId = id ?? lastEventId
          tell({ source: name, did: 'event', ready_state: 1, type: event, data, last_event_id: lastEventId })
        },
      })
      const reader = answer.body.getReader()
      const decoder = new TextDecoder()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        events.feed(decoder.decode(value, { stream: true }))
      }
      tell({ source: name, did: 'end', ready_state: 2 })
    }
    read().catch(cause => tell({ source: name, did: 'error', ready_state: 2, message: String(cause) }))
    return {
      close: () => {
        stop.abort()
        tell({ source: name, did: 'close', ready_state: 2 })
      },
    }
  }

  const inWorker = make => (name, spec) => {
    const worker = make()
    worker.onmessage = ({ data: lines }) => {
      for (const line of lines) tell(line)
    }
    const post = message => worker.postMessage(message)
    post({ open: name, spec: { ...spec, kind: 'native' } })
    return { close: () => post({ close: name }) }
  }

  const kinds = {
    native,
    fetch: byFetch,
    worker: inWorker(() => new Worker('worker.js')),
    'shared-worker': inWorker(() => {
      const { port } = new SharedWorker('worker.js')
      return port
    }),
    eventsource: polyfill(async (url, headers) => {
      const { EventSource: Polyfill } = await moduleOf('eventsource/dist/index.js')
      return new Polyfill(url, { fetch: (at, init) => fetch(at, { ...init, headers: { ...init.headers, ...headers } }) })
    }),
    'event-source-polyfill': polyfill(async (url, headers) => {
      await moduleOf('event-source-polyfill/src/eventsource.js')
      return new scope.EventSourcePolyfill(url, { headers, heartbeatTimeout: 60_000 })
    }),
    'fetch-event-source': fetchEventSource,
  }

  scope.ssespec = {
    reportTo: url => {
      reportsTo = url
      // WebKitGTK opens a new connection for each POST and has none left while its six hold streams. Another origin would need a preflight.
      reportsBy = new URL(url).origin === scope.location.origin ? 'PUT' : 'POST'
      pulse()
    },
    open: (name, spec) => {
      const opening = Promise.resolve(kinds[spec.kind](name, spec))
      opening.catch(cause => tell({ source: name, did: 'error', ready_state: 2, message: String(cause) }))
      sources.set(name, opening)
      return true
    },
    close: name => {
      sources.get(name)?.then(source => source.close())
      return true
    },
    tell,
  }

  if (scope.document !== undefined) {
    scope.document.addEventListener('visibilitychange', () =>
      tell({ source: '', did: 'visibility', message: scope.document.visibilityState }),
    )
    // Reports sent while the page is left must not wait for a response.
    scope.addEventListener('pagehide', () => {
      queue.push({ source: '', did: 'left', at: performance.now() })
      scope.navigator.sendBeacon(reportsTo, told())
    })
  }
})(self)
