/** "Push Rules API": the predefined rules, and a user's own. */

import { setAccountData } from '../account-data.js'
import { member, queryText, type Route, type UserCall, user } from '../call.js'
import type { Core } from '../core.js'
import { badJson, invalidParam, MatrixError, notFound } from '../errors.js'
import { type JsonObject, optionalList, optionalText } from '../json.js'
import { KINDS, type Kind, type PushRule, pushRules } from '../push-rules.js'
import type { User } from '../store.js'

const MAX_RULES = 1_000

function kindOf({ params }: UserCall<'kind'>): Kind {
  const kind = KINDS.find(each => each === params.kind)
  if (kind === undefined) throw invalidParam('there is no such kind of push rule')
  return kind
}

function ruleOf(call: UserCall<'kind' | 'ruleId'>): PushRule {
  const rule = pushRules(call.user)[kindOf(call)].find(each => each.rule_id === call.params.ruleId)
  if (rule === undefined) throw notFound('there is no such push rule')
  return rule
}

function put(core: Core, account: User, kind: Kind, rules: readonly PushRule[]): object {
  setAccountData(core, account, 'm.push_rules', { global: { ...pushRules(account), [kind]: rules } })
  return {}
}

function change(call: UserCall<'kind' | 'ruleId'>, changed: Partial<PushRule>): object {
  const rule = ruleOf(call)
  const kind = kindOf(call)
  return put(
    call.core,
    call.user,
    kind,
    pushRules(call.user)[kind].map(each => (each === rule ? { ...each, ...changed } : each)),
  )
}

function putRule(call: UserCall<'kind' | 'ruleId'>): object {
  const { core, user: account, body, params, query } = call
  const kind = kindOf(call)
  const rule_id = params.ruleId
  if (rule_id.startsWith('.') || /[/\\]/.test(rule_id)) throw invalidParam('the rule id is one that a user cannot give')
  const [pattern, conditions] = [optionalText(body, 'pattern'), optionalList(body, 'conditions')]
  if (kind === 'content' && pattern === undefined) throw new MatrixError(400, 'M_MISSING_PARAM', '"pattern" is missing')
  const rule: PushRule = {
    rule_id,
    default: false,
    enabled: true,
    actions: optionalList(body, 'actions') ?? [],
    ...(kind === 'content' && { pattern: pattern ?? '' }),
    ...((kind === 'override' || kind === 'underride') && { conditions: conditions ?? [] }),
  }
  const others = pushRules(account)[kind].filter(each => each.rule_id !== rule_id)
  if (others.length >= MAX_RULES) throw badJson('there are too many push rules')
  const [before, after] = [queryText(query, 'before'), queryText(query, 'after')]
  const next = others.findIndex(each => each.rule_id === (before ?? after))
  if ((before ?? after) !== undefined && next < 0) throw invalidParam('there is no push rule to go before or after')
  return put(core, account, kind, others.toSpliced(next < 0 ? 0 : next + (before === undefined ? 1 : 0), 0, rule))
}

function removeRule(call: UserCall<'kind' | 'ruleId'>): object {
  const rule = ruleOf(call)
  if (rule.default) throw invalidParam('a predefined push rule cannot be removed')
  const kind = kindOf(call)
  return put(
    call.core,
    call.user,
    kind,
    pushRules(call.user)[kind].filter(each => each !== rule),
  )
}

function setEnabled(call: UserCall<'kind' | 'ruleId'>): object {
  const { enabled } = call.body
  if (typeof enabled !== 'boolean') throw badJson('"enabled" is not a boolean')
  return change(call, { enabled })
}

function setActions(call: UserCall<'kind' | 'ruleId'>): object {
  const actions = optionalList(call.body, 'actions')
  if (actions === undefined) throw badJson('"actions" is missing')
  return change(call, { actions })
}

const RULE = '/v3/pushrules/global/{kind}/{ruleId}'

const all = ({ user: account }: UserCall): JsonObject => ({ global: pushRules(account) })

export const pushRuleRoutes: readonly Route[] = [
  user('GET', '/v3/pushrules', all),
  user('GET', '/v3/pushrules/', all),
  user('GET', '/v3/pushrules/global', ({ user: account }) => pushRules(account)),
  user('GET', '/v3/pushrules/global/', ({ user: account }) => pushRules(account)),
  user('GET', RULE, ruleOf),
  member('PUT', RULE, putRule),
  member('DELETE', RULE, removeRule),
  user('GET', `${RULE}/enabled`, call => ({ enabled: ruleOf(call).enabled })),
  member('PUT', `${RULE}/enabled`, setEnabled),
  user('GET', `${RULE}/actions`, call => ({ actions: ruleOf(call).actions })),
  member('PUT', `${RULE}/actions`, setActions),
  user('GET', '/v3/pushers', () => ({ pushers: [] })),
  user('GET', '/v3/notifications', () => ({ notifications: [] })),
]
