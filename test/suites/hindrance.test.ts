import { strict as assert } from 'node:assert'
import type { Delivery, Observation } from '../../schemas/index.js'
import { requirement, verdictOf } from './judged.js'
import { at, delivery, observation, oneExchange } from './observations.js'

const GATEWAY = 'it answered 502: bad gateway'
const TOO_LARGE = 'it answered 413: too large'

const refused = (reason: string, status?: number): Delivery => {
  const { after_ms: _after, blank_line_after_ms: _line, lag_ms: _lag, ...rest } = delivery({ accepted: false, got: null, reason })
  return status === undefined ? rest : { ...rest, status }
}

const accepts = (name: string) => ({
  properties: { deliveries: { required: [name], properties: { [name]: { properties: { accepted: { const: true } } } } } },
})
const IDS = { properties: { framing: { properties: { ids: { minimum: 1 } } } } }

const applying = requirement({ applies: accepts('large'), applies_when: 'the publish hook takes no payload of this size' })
const given = requirement({ given: accepts('large'), given_when: 'it was published' })

const withoutIds = (more: Partial<Observation>): Observation => {
  const seen = observation('idle', more)
  return { ...seen, framing: { ...seen.framing, ids: 0 } }
}

const told = (...asked: Parameters<typeof verdictOf>): [string, string] => {
  const { verdict, reason = '' } = verdictOf(...asked)
  return [verdict, reason]
}

describe('what a publish hook that failed kept from coming about', () => {
  const never = { publishing: { accepted: 0, reason: GATEWAY }, deliveries: { large: refused(GATEWAY, 502) } }

  it('is inconclusive with the reason of the hook, where nothing was ever published', () => {
    const broken = observation('idle', never)
    assert.deepEqual(told(given, [broken]), ['inconclusive', `not observed: it was published: the publish hook failed: ${GATEWAY}`])
    assert.deepEqual(told(applying, [broken]), ['inconclusive', `unclear whether it applies: the publish hook failed: ${GATEWAY}`])
  })

  it('is inconclusive over the whole run too, which has no publication of its own', () => {
    const run = withoutIds({ ...never, deliveries: {} })
    for (const one of [requirement({ applies: IDS }), requirement({ given: IDS })]) {
      const [verdict, reason] = told(one, [run])
      assert.equal(verdict, 'inconclusive')
      assert.match(reason, /the publish hook failed: it answered 502: bad gateway$/)
    }
  })

  it('is not applicable, with what the hook said, where it refused this payload and took others', () => {
    const picky = observation('idle', {
      publishing: { accepted: 1 },
      deliveries: { one: delivery(), large: refused(TOO_LARGE, 413) },
    })
    assert.deepEqual(told(applying, [picky]), [
      'not-applicable',
      `the publish hook takes no payload of this size (the publish hook failed: ${TOO_LARGE})`,
    ])
    const alone = observation('idle', { publishing: { accepted: 1 }, deliveries: { large: refused(TOO_LARGE, 413) } })
    assert.equal(told(applying, [alone])[0], 'not-applicable')
  })

  it('is inconclusive if the hook did not respond this time: that is not a refusal', () => {
    const late = observation('idle', {
      publishing: { accepted: 9 },
      deliveries: { one: delivery(), large: refused('no answer') },
    })
    assert.deepEqual(told(applying, [late]), ['inconclusive', 'unclear whether it applies: the publish hook failed: no answer'])
  })

  it('is nothing that other publications would have shown', () => {
    const some = withoutIds({ publishing: { accepted: 1 }, deliveries: { one: delivery(), large: refused(TOO_LARGE, 413) } })
    const ids = requirement({ applies: IDS, applies_when: 'the server sends no ids' })
    assert.deepEqual(told(ids, [some]), ['not-applicable', 'the server sends no ids'])
  })

  it('is nothing that is missing in the configuration, or that publishing does not cause', () => {
    const asks = (what: object) => requirement({ applies: { properties: what }, applies_when: 'there is none' })
    for (const one of [asks({ requested: { required: ['heartbeat_interval_s'] } }), asks({ heads: { minimum: 5 } })]) {
      assert.deepEqual(told(one, [observation('idle', never)]), ['not-applicable', 'there is none'])
    }
  })
})

describe('what another failed hook prevented', () => {
  const ok = { properties: { ok: { const: true } } }
  const restarted = { properties: { hooks: { required: ['restart'], properties: { restart: ok } } } }
  const restarts = requirement({ given: { allOf: [restarted, accepts('after')] }, given_when: 'it did' })

  it('is inconclusive with its reason, whatever the publish hook said meanwhile', () => {
    const seen = observation('idle', {
      hooks: { restart: { ok: false, reason: 'exit code 1: no such unit', at: at('a') } },
      publishing: { accepted: 1 },
      deliveries: { after: refused('ECONNREFUSED') },
    })
    assert.deepEqual(told(restarts, [seen]), ['inconclusive', 'not observed: it did: the restart hook failed: exit code 1: no such unit'])
  })

  it('is inconclusive with the reason of the metrics, where they were not read', () => {
    const counts = { properties: { metrics: { required: ['before'], properties: { before: { required: ['open_streams'] } } } } }
    const seen = observation('idle', { metrics: { before: { reason: 'the metrics page answered 404', at: at('a') } } })
    assert.deepEqual(told(requirement({ given: counts, given_when: 'they count' }), [seen]), [
      'inconclusive',
      'not observed: they count: the metrics hook failed: the metrics page answered 404',
    ])
  })
})

describe('what a silent homeserver stream prevented from being compared', () => {
  const arrived = { properties: { fate: { const: 'arrived' } } }
  const kept = { properties: { followed: { required: ['client'], properties: { client: arrived } } } }
  const keptUp = requirement({ given: kept, given_when: 'it kept up' })
  const with_ = (fate: 'held' | 'ended', events: number): Observation => {
    const seen = oneExchange('idle', 'stream', { client: 'client', events })
    return { ...seen, followed: { client: { fate, watched_ms: 2500, skipped: [], lost: [], at: at('a') } } }
  }

  it('is inconclusive, and says which stream sent nothing, stopped or ended', () => {
    const begins = 'not observed: it kept up: '
    assert.deepEqual(told(keptUp, [with_('held', 0)]), ['inconclusive', `${begins}the stream “stream” sent no event`])
    assert.deepEqual(told(keptUp, [with_('held', 1)]), ['inconclusive', `${begins}“client”: it did not catch up with /sync within 2.5 s`])
    assert.deepEqual(told(keptUp, [with_('ended', 1)]), ['inconclusive', `${begins}“client”: the server ended the stream`])
  })

  it('is inconclusive with the message that did not arrive, where no chain was begun', () => {
    const { at: seen_at } = delivery()
    const lost: Delivery = { accepted: true, expected: 'x', got: null, fate: 'ended', at: seen_at }
    const seen: Observation = { ...oneExchange('idle', 'stream', { events: 1 }), followed: {}, deliveries: { begin: lost } }
    assert.deepEqual(told(keptUp, [seen]), ['inconclusive', 'not observed: it kept up: “begin”: the server ended the stream'])
  })
})

describe('what was not seen when the run was stopped', () => {
  const { requested } = observation('run')
  const stopped = withoutIds({ stopped: true, requested: { ...requested, publish: false } })

  it('is inconclusive, without advice to set a hook', () => {
    assert.deepEqual(told(requirement({ given: IDS, given_when: 'ids came' }), [stopped]), [
      'inconclusive',
      'not observed: ids came: the run was stopped',
    ])
    assert.deepEqual(told(requirement({ applies: IDS }), [stopped]), ['inconclusive', 'unclear whether it applies: the run was stopped'])
  })

  it('is still not applicable where the configuration says so, and judged where it was seen', () => {
    const one = requirement({ applies: { properties: { requested: { required: ['heartbeat_interval_s'] } } }, applies_when: 'none is set' })
    assert.deepEqual(told(one, [stopped]), ['not-applicable', 'none is set'])
    assert.equal(told(requirement(), [stopped])[0], 'pass')
  })
})
