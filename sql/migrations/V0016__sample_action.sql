-- Samples leave the house too: who sent one, and why.
ALTER TABLE administrative_action DROP CONSTRAINT administrative_action_action_check;
ALTER TABLE administrative_action ADD CONSTRAINT administrative_action_action_check
    CHECK (action IN ('token_created', 'token_revoked', 'generation_switched', 'sample_sent'));
