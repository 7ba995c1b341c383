/** The predefined push rules ("Predefined Rules"), and a user's own, stored in account data. */

import type { User } from './store.js'

export const KINDS = ['override', 'content', 'room', 'sender', 'underride'] as const
export type Kind = (typeof KINDS)[number]

export interface PushRule {
  readonly rule_id: string
  readonly default: boolean
  readonly enabled: boolean
  readonly actions: readonly unknown[]
  readonly conditions?: readonly unknown[]
  readonly pattern?: string
}

export type PushRules = Readonly<Record<Kind, readonly PushRule[]>>

const NOTIFY = ['notify', { set_tweak: 'sound', value: 'default' }]
const HIGHLIGHT = [...NOTIFY, { set_tweak: 'highlight' }]

const is = (key: string, pattern: string) => ({ kind: 'event_match', key, pattern })
const isExactly = (key: string, value: unknown) => ({ kind: 'event_property_is', key, value })
const ofTwo = { kind: 'room_member_count', is: '2' }

function predefined(rule_id: string, actions: readonly unknown[], conditions: readonly unknown[], enabled = true): PushRule {
  return { rule_id, default: true, enabled, conditions, actions }
}

function overrides(user_id: string): PushRule[] {
  return [
    predefined('.m.rule.master', [], [], false),
    predefined('.m.rule.suppress_notices', [], [is('content.msgtype', 'm.notice')]),
    predefined('.m.rule.invite_for_me', NOTIFY, [
      is('type', 'm.room.member'),
      is('content.membership', 'invite'),
      is('state_key', user_id),
    ]),
    predefined('.m.rule.member_event', [], [is('type', 'm.room.member')]),
    predefined('.m.rule.is_user_mention', HIGHLIGHT, [
      { kind: 'event_property_contains', key: 'content.m\\.mentions.user_ids', value: user_id },
    ]),
    predefined(
      '.m.rule.is_room_mention',
      ['notify', { set_tweak: 'highlight' }],
      [isExactly('content.m\\.mentions.room', true), { kind: 'sender_notification_permission', key: 'room' }],
    ),
    predefined('.m.rule.tombstone', ['notify', { set_tweak: 'highlight' }], [is('type', 'm.room.tombstone'), is('state_key', '')]),
    predefined('.m.rule.reaction', [], [is('type', 'm.reaction')]),
    predefined('.m.rule.room.server_acl', [], [is('type', 'm.room.server_acl'), is('state_key', '')]),
    predefined('.m.rule.suppress_edits', [], [isExactly('content.m\\.relates_to.rel_type', 'm.replace')]),
  ]
}

const UNDERRIDES: readonly PushRule[] = [
  predefined('.m.rule.call', ['notify', { set_tweak: 'sound', value: 'ring' }], [is('type', 'm.call.invite')]),
  predefined('.m.rule.encrypted_room_one_to_one', NOTIFY, [ofTwo, is('type', 'm.room.encrypted')]),
  predefined('.m.rule.room_one_to_one', NOTIFY, [ofTwo, is('type', 'm.room.message')]),
  predefined('.m.rule.message', ['notify'], [is('type', 'm.room.message')]),
  predefined('.m.rule.encrypted', ['notify'], [is('type', 'm.room.encrypted')]),
]

export function predefinedPushRules(user_id: string): PushRules {
  return { override: overrides(user_id), content: [], room: [], sender: [], underride: UNDERRIDES }
}

export function pushRules(user: User): PushRules {
  const kept = user.account_data.get('m.push_rules')?.global as PushRules | undefined
  return kept ?? predefinedPushRules(user.user_id)
}
