-- What was not sent, by when it was decided: the console counts it by reason.
CREATE INDEX communication_unsent ON communication (decided_at, status, reason) WHERE status IN ('held', 'suppressed');
