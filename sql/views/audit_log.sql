-- Everything people did: who, what, when and why, one row an action.
--
-- A view over the tables that hold it; `action_id` is unique among all and ends the order of a list.
CREATE OR REPLACE VIEW audit_log AS
SELECT acted_at, 'communication:' || shard || ':' || communication_id || ':' || action AS action_id, action, actor, reason,
    'communication ' || communication_id AS subject, shard, NULL::text AS order_id, communication_id,
    NULL::bigint AS position, 'sent again as ' || result_id AS outcome
FROM communication_action
UNION ALL
SELECT acted_at, 'order:' || shard || ':' || order_id, action, actor, reason, 'order ' || order_id, shard, order_id, NULL,
    position, outcome
FROM order_action
UNION ALL
SELECT erased_at, 'erasure:' || erasure_id, 'erase', who, why, what, NULL, NULL, NULL, NULL, NULL
FROM erasure
UNION ALL
SELECT acted_at, 'administration:' || action_id, action, actor, reason, subject, NULL, NULL, NULL, NULL, NULL
FROM administrative_action
UNION ALL
SELECT acted_at, 'channel:' || channel || ':' || endpoint, action || '_channel', actor, reason,
    'channel ' || channel || CASE endpoint WHEN '' THEN '' ELSE ', endpoint ' || endpoint END, NULL, NULL, NULL, NULL,
    'was ' || former_state
FROM channel_action
UNION ALL
-- What it did to each communication stands above, with the same actor and reason.
SELECT acted_at, 'dead letters:' || id, action || '_dead_letters', actor, reason, 'dead letters ' || filter, NULL, NULL,
    NULL, NULL, deliveries || ' deliveries of ' || communications || ' communications'
FROM dead_letter_action;

COMMENT ON VIEW audit_log IS 'What people did about communications, orders, channels, dead letters and the installation: who, what, when and why.';
COMMENT ON COLUMN audit_log.acted_at IS 'When it was done.';
COMMENT ON COLUMN audit_log.action_id IS 'Unique with acted_at.';
COMMENT ON COLUMN audit_log.action IS 'What was done: resend, retry, dismiss, acknowledge, skip, assign, erase, token_created, pause_channel, retry_dead_letters, …';
COMMENT ON COLUMN audit_log.actor IS 'Who did it: a person, a token, an account.';
COMMENT ON COLUMN audit_log.reason IS 'Why, in their words.';
COMMENT ON COLUMN audit_log.subject IS 'What it was done to, in words.';
COMMENT ON COLUMN audit_log.shard IS 'Shard of the order or communication; null for the installation.';
COMMENT ON COLUMN audit_log.order_id IS 'Order id, for what was done about an order.';
COMMENT ON COLUMN audit_log.communication_id IS 'Communication, for what was done about one.';
COMMENT ON COLUMN audit_log.position IS 'The message that was skipped or assigned.';
COMMENT ON COLUMN audit_log.outcome IS 'What came of it, where that is recorded.';
