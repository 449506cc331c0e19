-- Dead letters by age, and holds that nobody was told about yet: both are asked for at every look at the outbox.
CREATE INDEX communication_failed ON communication (decided_at, id) WHERE status = 'failed';
CREATE INDEX communication_unraised ON communication (due_at) WHERE status = 'held' AND raised_at IS NULL;
